//! What a page says of the device that it runs on.

use nursing_domain::sitting::FORM;
use shared::contract::problem::Code;

use crate::api::{Error, Result};

/// Longer names are cut: a name must not hold an answer up.
const NAME_CHARACTERS: usize = 80;

/// A browser profile.
#[derive(Clone, Debug)]
pub(in crate::api) struct Device {
    /// Its random id.
    pub(super) id: String,
    /// What a person calls it.
    pub(super) name: String,
}

impl Device {
    /// # Errors
    /// The id is none that a page makes.
    pub(in crate::api) fn new(id: &str, name: &str) -> Result<Device> {
        let plain = id.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_');
        if !plain || !(1..=64).contains(&id.len()) || id == FORM {
            return Err(Error::detailed(Code::InvalidBody, "`device` has to be 1 to 64 letters, digits and hyphens."));
        }
        let name = name.chars().filter(|character| !character.is_control()).take(NAME_CHARACTERS).collect();
        Ok(Device { id: id.to_owned(), name })
    }
}
