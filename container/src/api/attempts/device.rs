//! What a page says of the device that it runs on.

use nursing_domain::sitting::{FORM, check_device};

use crate::api::Result;

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
    /// What a page without scripts is, on whatever device: it has no id.
    pub(in crate::api) fn form() -> Device {
        Device { id: FORM.to_owned(), name: "a page without scripts".to_owned() }
    }

    /// # Errors
    /// The id is none that a page makes.
    pub(in crate::api) fn new(id: &str, name: &str) -> Result<Device> {
        check_device(id)?;
        let name = name.chars().filter(|character| !character.is_control()).take(NAME_CHARACTERS).collect();
        Ok(Device { id: id.to_owned(), name })
    }
}
