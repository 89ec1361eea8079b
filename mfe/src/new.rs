//! `cargo mfe new`: a remote that builds, renders and passes its test.

use std::{fs, path::Path};

use toml_edit::DocumentMut;

use crate::{
    error::Error,
    workspace::{LOADER, Workspace},
};

/// What to create.
#[derive(Debug, clap::Args)]
pub struct Options {
    /// Its name: package, folder and remote, such as `flash-cards`.
    name: String,
}

const FILES: [(&str, &str); 4] = [
    ("Cargo.toml", include_str!("new/Cargo.toml.txt")),
    ("src/lib.rs", include_str!("new/lib.rs.txt")),
    ("src/home.rs", include_str!("new/home.rs.txt")),
    ("tests/render.rs", include_str!("new/render.rs.txt")),
];

/// Names that mean something else where remotes are named.
const TAKEN: [&str; 12] =
    ["container", "shared", "mfe", "end2end", "style", "target", "data", "test", "std", "core", "alloc", "contract"];

/// Writes the remote's files and makes it a member of the workspace.
///
/// # Errors
/// The name will not do, or a file can't be written.
pub fn run(workspace: &Workspace, options: &Options) -> Result<(), Error> {
    let name = options.name.as_str();
    check_name(name).map_err(|problem| Error::Usage(format!("`{name}` can't be a remote's name: {problem}")))?;
    let folder = workspace.root.join(name);
    if folder.exists() {
        return Err(Error::Usage(format!("{} is there already", folder.display())));
    }
    let manifest = workspace.root.join("Cargo.toml");
    let text = fs::read_to_string(&manifest).map_err(Error::file("read", &manifest))?;
    let text = with_member(&text, name).map_err(|message| Error::Source { path: manifest.clone(), line: 1, message })?;
    write(&folder, name)?;
    fs::write(&manifest, text).map_err(Error::file("write", manifest))?;
    println!("{name}/ is a remote with the expose `./{}`. Next:", view_name(name));
    println!(
        "  cargo test -p {name} --features ssr    its test: it renders\n  cargo mfe build {name}                 its first release"
    );
    println!(
        "  shared/contract/src/view.rs            {}: NoProps = \"{name}\" \"./{}\";\n  container/src/app/routes.rs            a route that shows it: <Remote view=view::{} props=NoProps {{}}/>",
        constant(name),
        view_name(name),
        constant(name),
    );
    Ok(())
}

/// A name that is a package, an identifier (with `_`), part of a URL and of a custom element alike.
fn check_name(name: &str) -> Result<(), &'static str> {
    let first = name.chars().next().ok_or("it is empty")?;
    if !first.is_ascii_lowercase() {
        return Err("it has to begin with a letter from a to z");
    }
    if !name.chars().all(|letter| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '-') {
        return Err("only a to z, digits and hyphens");
    }
    if name.ends_with('-') || name.contains("--") {
        return Err("a hyphen stands between two letters or digits");
    }
    if name.len() > 40 {
        return Err("at most 40 letters");
    }
    if TAKEN.contains(&name) || name == LOADER {
        return Err("it is taken by the platform");
    }
    // Anything that is no identifier after replacing hyphens is a Rust keyword, by the rules above.
    if RUST_WORDS.contains(&name) {
        return Err("it is a word of Rust's");
    }
    Ok(())
}

const RUST_WORDS: [&str; 44] = [
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "crate", "do", "dyn", "else", "enum",
    "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let", "loop", "macro", "match", "mod", "move", "mut",
    "override", "priv", "pub", "ref", "return", "self", "static", "struct", "super", "trait", "try", "type", "use", "where",
];

/// `FLASH_CARDS` of `flash-cards`.
fn constant(name: &str) -> String {
    name.replace('-', "_").to_uppercase()
}

/// `FlashCards` of `flash-cards`.
fn view_name(name: &str) -> String {
    let capital = |word: &str| {
        let mut letters = word.chars();
        letters.next().map(|first| first.to_ascii_uppercase()).into_iter().chain(letters).collect::<String>()
    };
    name.split('-').map(capital).collect()
}

fn write(folder: &Path, name: &str) -> Result<(), Error> {
    for (file, text) in FILES {
        let path = folder.join(file);
        let parent = path.parent().unwrap_or(folder);
        fs::create_dir_all(parent).map_err(Error::file("create", parent))?;
        let text = text.replace("NAME", name).replace("CRATE", &name.replace('-', "_")).replace("VIEW", &view_name(name));
        fs::write(&path, text).map_err(Error::file("write", path))?;
    }
    Ok(())
}

/// The root's Cargo.toml with one more member; all else, comments too, as it was.
fn with_member(text: &str, name: &str) -> Result<String, String> {
    let mut document: DocumentMut = text.parse().map_err(|error| format!("{error}"))?;
    let members = document
        .get_mut("workspace")
        .and_then(|workspace| workspace.get_mut("members"))
        .and_then(|members| members.as_array_mut());
    members.ok_or("there is no list `workspace.members`")?.push(name);
    Ok(document.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_good_everywhere_or_refused() {
        for good in ["flash-cards", "a", "exam2", "ui-components"] {
            assert_eq!(check_name(good), Ok(()), "{good}");
        }
        for bad in
            ["", "Flash", "2nd", "-a", "a-", "a--b", "a_b", "a.b", "../x", "ä", "shared", "loader", "match", &"x".repeat(41)]
        {
            assert!(check_name(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn the_workspace_keeps_its_comments() {
        let text = "# Top.\n[workspace]\nmembers = [\"container\", \"auth\"] # all\n\n[profile.release]\n";
        assert_eq!(
            with_member(text, "flash-cards").as_deref(),
            Ok("# Top.\n[workspace]\nmembers = [\"container\", \"auth\", \"flash-cards\"] # all\n\n[profile.release]\n")
        );
        assert!(with_member("[package]\n", "x").is_err());
    }

    #[test]
    fn every_placeholder_is_filled() {
        let folder = tempfile::tempdir().expect("a folder");
        write(folder.path(), "flash-cards").expect("written");
        for (file, _) in FILES {
            let text = fs::read_to_string(folder.path().join(file)).expect("there");
            assert!(!text.contains("NAME") && !text.contains("CRATE") && !text.contains("VIEW"), "{file}: {text}");
        }
        let library = fs::read_to_string(folder.path().join("src/lib.rs")).expect("there");
        assert!(library.contains("\"./FlashCards\""), "{library}");
    }
}
