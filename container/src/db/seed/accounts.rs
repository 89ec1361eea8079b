//! The demo accounts of a new data folder.

use std::{
    fs,
    io::Write as _,
    path::{Path, PathBuf},
};

use contract::user::{Role, User};
use rand::Rng;

use super::SeedError;
use crate::{
    api::auth::Hasher,
    db::{Database, users::role_named},
};

/// An account to try the platform with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DemoAccount {
    /// Log-in name.
    pub email: String,
    /// What it may do.
    pub role: Role,
    /// The password, where it is still known.
    pub password: Option<String>,
}

/// Where set, the password of every demo account that is made: for tests.
pub const DEMO_PASSWORD_VARIABLE: &str = "MF_DEMO_PASSWORD";

const PEOPLE: [(&str, &str, Role); 3] = [
    ("maria@example.ph", "Maria Santos", Role::Student),
    ("ramon@example.ph", "Ramon Dela Cruz", Role::Instructor),
    ("admin@example.ph", "Liza Navarro", Role::Admin),
];

/// Makes the demo accounts in a database without users and writes their passwords to `demo-accounts.txt` in the data
/// folder, readable by its owner only. In one with users, reads that file back; without the file there is nothing to say.
///
/// # Errors
/// The file can't be read or written, or the database failed.
pub async fn demo_accounts(db: &Database, hasher: &Hasher, data: &Path, now: i64) -> Result<Vec<DemoAccount>, SeedError> {
    let path = data.join("demo-accounts.txt");
    if !db.has_no_users().await? {
        return read(&path);
    }
    let fixed = std::env::var(DEMO_PASSWORD_VARIABLE).ok().filter(|password| !password.is_empty());
    let accounts: Vec<DemoAccount> = PEOPLE
        .iter()
        .map(|(email, _, role)| DemoAccount {
            email: (*email).to_owned(),
            role: *role,
            password: Some(fixed.clone().unwrap_or_else(password)),
        })
        .collect();
    // The file first: were the accounts made first, a crash in between would lose their passwords for good.
    store(&path, &accounts)?;
    let mut hashed = Vec::new();
    for account in &accounts {
        let password = account.password.clone().unwrap_or_default();
        hashed.push(hasher.hash(password).await.map_err(|error| SeedError::Password(error.to_string()))?);
    }
    let mut write = db.write().await?;
    for ((email, name, role), hash) in PEOPLE.iter().zip(&hashed) {
        let user = User {
            id: uuid::Uuid::now_v7().simple().to_string(),
            email: (*email).to_owned(),
            name: (*name).to_owned(),
            role: *role,
            subscriptions: vec!["pnle".into()],
        };
        write.add_user(&user, hash, now).await?;
    }
    write.commit().await?;
    Ok(accounts)
}

/// Sixteen characters that can't be mistaken for each other, in groups: 79 bits.
fn password() -> String {
    const LETTERS: &[u8] = b"abcdefghjkmnpqrstuvwxyz23456789";
    let mut random = rand::rng();
    let mut text = String::with_capacity(19);
    for at in 0..16 {
        if at > 0 && at % 4 == 0 {
            text.push('-');
        }
        text.push(char::from(LETTERS[random.random_range(0..LETTERS.len())]));
    }
    text
}

fn store(path: &Path, accounts: &[DemoAccount]) -> Result<(), SeedError> {
    let failed = |source| SeedError::File { path: path.to_owned(), source };
    let text: String = accounts
        .iter()
        .map(|account| {
            format!("{}\t{}\t{}\n", account.role.name(), account.email, account.password.as_deref().unwrap_or_default())
        })
        .collect();
    let fresh: PathBuf = path.with_extension("txt.new");
    match fs::remove_file(&fresh) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(failed(error)),
        _ => {}
    }
    let mut options = fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(&fresh).map_err(failed)?;
    file.write_all(text.as_bytes()).map_err(failed)?;
    file.sync_all().map_err(failed)?;
    fs::rename(&fresh, path).map_err(failed)
}

fn read(path: &Path) -> Result<Vec<DemoAccount>, SeedError> {
    let text = match fs::read_to_string(path) {
        Ok(text) => text,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(source) => {
            return Err(SeedError::File { path: path.to_owned(), source });
        }
    };
    Ok(text
        .lines()
        .filter_map(|line| {
            let mut fields = line.split('\t');
            let role = role_named(fields.next()?)?;
            let email = fields.next()?.to_owned();
            Some(DemoAccount { email, role, password: fields.next().filter(|password| !password.is_empty()).map(str::to_owned) })
        })
        .collect())
}
