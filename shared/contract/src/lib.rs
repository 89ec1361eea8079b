//! The contract: every type whose JSON crosses between the container and a remote.
//!
//! A release is built against one version of it. Additive changes raise the minor version, anything else the major one;
//! the pinned schema in `contract.schema.json` makes a change visible in review and gives the hash that negotiation compares.

pub mod event;
pub mod exam;
pub mod problem;
pub mod progress;
pub mod props;
#[cfg(feature = "schema")]
pub mod schema;
pub mod sitting;
pub mod slice;
pub mod user;

/// The version of this contract, in semver.
pub const VERSION: &str = "1.2.0";

/// The pinned JSON Schema of every contract type; `schema::tests` keeps it true.
pub const SCHEMA: &str = include_str!("contract.schema.json");

/// A fingerprint of [`SCHEMA`]: 64-bit FNV-1a, as 16 hexadecimal digits. It detects drift; it is no security measure.
pub const HASH: &str = {
    const DIGITS: [u8; 16] = fingerprint(SCHEMA.as_bytes());
    match core::str::from_utf8(&DIGITS) {
        Ok(text) => text,
        Err(_) => unreachable!(),
    }
};

/// FNV-1a over `bytes`, as lower-case hexadecimal digits.
pub const fn fingerprint(bytes: &[u8]) -> [u8; 16] {
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    let mut at = 0;
    while at < bytes.len() {
        hash = (hash ^ bytes[at] as u64).wrapping_mul(0x0100_0000_01b3);
        at += 1;
    }
    let mut digits = [0; 16];
    let mut place = 0;
    while place < 16 {
        let nibble = (hash >> (60 - 4 * place)) as u8 & 15;
        digits[place] = if nibble < 10 { b'0' + nibble } else { b'a' + nibble - 10 };
        place += 1;
    }
    digits
}

/// The fingerprint of one contract type's schema, by its Rust name; none if the contract has no such type.
#[cfg(feature = "platform")]
pub fn hash_of(type_name: &str) -> Option<String> {
    let document: serde_json::Value = serde_json::from_str(SCHEMA).ok()?;
    let schema = document.get("types")?.get(type_name)?.to_string();
    Some(String::from_utf8_lossy(&fingerprint(schema.as_bytes())).into_owned())
}

#[cfg(all(test, feature = "platform"))]
mod tests {
    #[test]
    fn props_have_a_hash_of_their_own() {
        let login = super::hash_of("LoginFormProps").expect("a contract type");
        assert_ne!(Some(login), super::hash_of("AccessQuery"));
        assert_eq!(super::hash_of("NoSuchProps"), None);
    }
}
