//! The container in a process of its own: the whole of it, as it is served to people, over a fresh SQLite file.

use std::{
    io::{BufRead, BufReader, Read},
    path::{Path, PathBuf},
    process::{Child, ChildStdout, Command, Stdio},
};

use container::{config::Serve, db::Database};

use crate::error::{Error, system};

const READY: &str = "is ready: http://localhost:";

/// A running container. It ends with this.
pub struct Server {
    /// Where it is.
    pub base: String,
    child: Child,
    folder: tempfile::TempDir,
    /// Open for as long as it runs: it has more to say.
    _output: BufReader<ChildStdout>,
}

impl Server {
    /// Starts it on a free port of this machine.
    ///
    /// # Errors
    /// It doesn't start.
    pub fn start() -> Result<Server, Error> {
        let folder = tempfile::tempdir().map_err(system("cannot make a folder"))?;
        let program = std::env::current_exe().map_err(system("cannot find this program"))?;
        let mut child = Command::new(program)
            .arg("--serve")
            .arg(folder.path())
            .stdout(Stdio::piped())
            .spawn()
            .map_err(system("cannot start the container"))?;
        let output = child.stdout.take().ok_or_else(|| Error::Start("it says nothing".into()))?;
        let mut output = BufReader::new(output);
        let port = output.by_ref().lines().map_while(Result::ok).find_map(|line| Some(line.split_once(READY)?.1.to_owned()));
        let port = port.ok_or_else(|| Error::Start("it ended before it was ready".into()))?;
        Ok(Server { base: format!("http://127.0.0.1:{port}"), child, folder, _output: output })
    }

    /// Kills it, and tells where its database is.
    ///
    /// # Errors
    /// It can't be killed.
    pub fn kill(mut self) -> Result<Kept, Error> {
        self.child.kill().and_then(|()| self.child.wait()).map_err(system("cannot kill the container"))?;
        let url = Database::default_url(self.folder.path());
        let folder = std::mem::replace(&mut self.folder, tempfile::tempdir().map_err(system("cannot make a folder"))?);
        Ok(Kept { url, _folder: folder })
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// What is left of a container.
pub struct Kept {
    /// Where its database is.
    pub url: String,
    _folder: tempfile::TempDir,
}

/// Is the container, until it is killed. Pages are not asked for, so there are no releases.
///
/// # Errors
/// It can't start.
pub async fn serve(folder: &Path) -> Result<(), Error> {
    let dist = folder.join("dist");
    std::fs::create_dir_all(&dist).map_err(system("cannot make a folder"))?;
    let options = Serve {
        addr: ([127, 0, 0, 1], 0).into(),
        data: folder.to_owned(),
        database: None,
        dist,
        items: PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../nursing/items")),
        origins: Vec::new(),
        fallbacks: Vec::new(),
        tls: false,
        memo_mb: 64,
    };
    container::server::serve(options).await.map_err(|error| Error::Start(error.to_string()))
}
