//! JSON text and back, for the code of remotes: on the server with serde_json, for speed, in the browser with miniserde, for
//! bytes, since it shares one reader among all types.

/// What can cross as JSON: every type of the contract.
#[cfg(feature = "hydrate")]
pub trait Wire: miniserde::Serialize + miniserde::Deserialize {}
#[cfg(feature = "hydrate")]
impl<T: miniserde::Serialize + miniserde::Deserialize> Wire for T {}

/// What can cross as JSON: every type of the contract.
#[cfg(not(feature = "hydrate"))]
pub trait Wire: serde::Serialize + serde::de::DeserializeOwned {}
#[cfg(not(feature = "hydrate"))]
impl<T: serde::Serialize + serde::de::DeserializeOwned> Wire for T {}

/// The value that `json` stands for.
///
/// # Errors
/// It is no JSON of a `T`; the reason goes to a log or an error card.
pub fn read<T: Wire>(json: &str) -> Result<T, String> {
    #[cfg(feature = "hydrate")]
    return miniserde::json::from_str(json).map_err(|_| "another JSON was expected".into());
    #[cfg(not(feature = "hydrate"))]
    serde_json::from_str(json).map_err(|error| error.to_string())
}

/// `value` as JSON.
pub fn write<T: Wire>(value: &T) -> String {
    #[cfg(feature = "hydrate")]
    return miniserde::json::to_string(value);
    // Plain data of the contract: it can always be written.
    #[cfg(not(feature = "hydrate"))]
    serde_json::to_string(value).unwrap_or_default()
}
