//! Password hashing: Argon2id with OWASP's minimum, a few at a time.

use std::{sync::Arc, time::Duration};

use argon2::{
    Algorithm, Argon2, Params, Version,
    password_hash::{PasswordHash, PasswordHasher, PasswordVerifier, SaltString},
};
use contract::problem::Code;
use rand::RngCore;
use tokio::sync::Semaphore;

use super::opaque;
use crate::api::{Error, Result};

/// 19 MiB each: without a bound, logging in would be a way to exhaust the server's memory.
const MEMORY_KIB: u32 = 19_456;
const PASSES: u32 = 2;
const LANES: u32 = 1;

/// The hash of no password, checked where an account is unknown, so that it takes as long as where it is known.
const NOBODY: &str = "$argon2id$v=19$m=19456,t=2,p=1$bm8tc3VjaC1hY2NvdW50IQ$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

/// Hashes and checks passwords; cloning it is cheap.
#[derive(Clone)]
pub struct Hasher {
    work: Arc<Semaphore>,
    queue: Arc<Semaphore>,
}

impl Hasher {
    /// A hasher that works on `at_once` passwords and lets `waiting` more wait.
    pub fn new(at_once: usize, waiting: usize) -> Hasher {
        Hasher { work: Arc::new(Semaphore::new(at_once.max(1))), queue: Arc::new(Semaphore::new(at_once.max(1) + waiting)) }
    }

    /// A hasher for this machine: two to four at once, and a queue of about two seconds.
    pub fn for_this_machine() -> Hasher {
        let cores = std::thread::available_parallelism().map_or(2, usize::from);
        let at_once = cores.clamp(2, 4);
        Hasher::new(at_once, at_once * 40)
    }

    /// The PHC string of a password under a new salt.
    ///
    /// # Errors
    /// The queue is full.
    pub async fn hash(&self, password: String) -> Result<String> {
        self.run(move || {
            let mut salt = [0; 16];
            rand::rng().fill_bytes(&mut salt);
            let salt = SaltString::encode_b64(&salt).map_err(|error| Error::Hash(error.to_string()))?;
            let password = opaque::prepared(&password);
            let hash = argon2()?.hash_password(password.as_bytes(), &salt).map_err(|error| Error::Hash(error.to_string()))?;
            Ok(hash.to_string())
        })
        .await
    }

    /// Whether the password is the one of that PHC string; without one, takes as long and says no.
    ///
    /// # Errors
    /// The queue is full, or the PHC string is damaged.
    pub async fn verify(&self, password: String, stored: Option<String>) -> Result<bool> {
        self.run(move || {
            let known = stored.is_some();
            let stored = stored.unwrap_or_else(|| NOBODY.to_owned());
            let hash = PasswordHash::new(&stored).map_err(|error| Error::Hash(error.to_string()))?;
            let argon2 = argon2()?;
            let is_right = opaque::forms(password).iter().any(|form| argon2.verify_password(form.as_bytes(), &hash).is_ok());
            Ok(is_right && known)
        })
        .await
    }

    async fn run<T: Send + 'static>(&self, work: impl FnOnce() -> Result<T> + Send + 'static) -> Result<T> {
        let busy = || Error::wait(Code::Busy, 3);
        let _place = self.queue.clone().try_acquire_owned().map_err(|_| busy())?;
        let permit = tokio::time::timeout(Duration::from_secs(10), self.work.clone().acquire_owned())
            .await
            .map_err(|_| busy())?
            .map_err(|_| busy())?;
        let task = tokio::task::spawn_blocking(move || {
            // Held by the work itself: a caller that hangs up doesn't stop it.
            let _permit = permit;
            work()
        });
        task.await.map_err(|error| Error::Hash(error.to_string()))?
    }
}

fn argon2() -> Result<Argon2<'static>> {
    let params = Params::new(MEMORY_KIB, PASSES, LANES, None).map_err(|error| Error::Hash(error.to_string()))?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_password_is_known_again_and_only_it() {
        let hasher = Hasher::new(2, 8);
        let stored = hasher.hash("tagumpay sa PNLE".into()).await.expect("hashed");
        assert!(stored.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"));
        assert!(hasher.verify("tagumpay sa PNLE".into(), Some(stored.clone())).await.expect("checked"));
        assert!(!hasher.verify("tagumpay sa pnle".into(), Some(stored)).await.expect("checked"));
        assert!(!hasher.verify(String::new(), None).await.expect("checked"));
    }

    #[tokio::test]
    async fn a_password_is_known_in_any_form_whenever_it_was_hashed() {
        let hasher = Hasher::new(2, 8);
        let (composed, decomposed) = ("ma\u{f1}anita 7", "man\u{303}anita 7");
        let salt = SaltString::encode_b64(&[7; 16]).expect("a salt");
        let as_it_came =
            |password: &str| argon2().expect("parameters").hash_password(password.as_bytes(), &salt).expect("hashed").to_string();
        let new = hasher.hash(decomposed.into()).await.expect("hashed");
        for stored in [new, as_it_came(composed), as_it_came(decomposed)] {
            for typed in [composed, decomposed] {
                assert!(hasher.verify(typed.into(), Some(stored.clone())).await.expect("checked"), "{typed:?}");
            }
            assert!(!hasher.verify("mananita 7".into(), Some(stored)).await.expect("checked"));
        }
    }

    #[tokio::test]
    async fn a_full_queue_says_busy() {
        let hasher = Hasher::new(1, 1);
        let tries = (0..6).map(|_| {
            let hasher = hasher.clone();
            tokio::spawn(async move { hasher.verify("x".into(), None).await })
        });
        let mut busy = 0;
        for task in tries.collect::<Vec<_>>() {
            if task.await.expect("no panic").is_err_and(|error| error.public_code() == Code::Busy) {
                busy += 1;
            }
        }
        assert!(busy >= 3, "{busy} of 6 were turned away");
    }
}
