//! The program; see the library for what it does.

use std::process::ExitCode;

fn main() -> ExitCode {
    match mfe::cli::run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(mfe::error::Error::Silent) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}
