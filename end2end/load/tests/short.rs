//! A few students for a few seconds: the measurement itself works, and finds all that was acknowledged.

use std::process::Command;

#[test]
fn twenty_students_lose_nothing() {
    let output = Command::new(env!("CARGO_BIN_EXE_load"))
        // An unoptimised container on a machine that compiles meanwhile: how quick it is, only the long run tells.
        .args(["--students", "20", "--every", "0.5", "--seconds", "5", "--limit", "5000", "--no-search"])
        .output()
        .expect("it runs");
    let text = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{text}{}", String::from_utf8_lossy(&output.stderr));
    assert!(
        text.contains("200 of 200 acknowledged") && text.contains("all 200 acknowledged changes are in the history"),
        "{text}"
    );
}
