//! Which version fits: the rules of Module Federation's share scopes, and the container's own rule for contracts.
//!
//! The rules follow webpack's `ConsumeSharedRuntimeModule`, as documented under `singleton`, `requiredVersion`,
//! `strictVersion` and `eager`; the table in the tests has a line for each.

use semver::Version;

use crate::{
    manifest::{Manifest, Requirement},
    schema::Document,
};

/// Two sides don't fit. The text names both, and what to do.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct Refusal(pub String);

/// One version in a share scope.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    /// The version.
    pub version: Version,
    /// It came with the page rather than on demand.
    pub eager: bool,
    /// It runs already: a singleton in use is not replaced.
    pub loaded: bool,
}

/// What a consumer gets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Match {
    /// The version.
    pub version: Version,
    /// Why it is not what was asked for; only without `strict`.
    pub warning: Option<String>,
}

/// Picks the version of `package` that `consumer` gets out of `offers`.
///
/// - An eager consumer sees eager offers only.
/// - A singleton is the loaded version if one runs, else the highest; outside the range that is an error with `strict`
///   and a warning without.
/// - Otherwise the highest version inside the range; where none is, an error with `strict`, else the highest at all, with a warning.
///
/// # Errors
/// Nothing is offered, or nothing fits and the requirement is strict.
pub fn resolve(consumer: &str, package: &str, requirement: &Requirement, offers: &[Offer]) -> Result<Match, Refusal> {
    let mut seen: Vec<&Offer> = offers.iter().filter(|offer| !requirement.eager || offer.eager).collect();
    seen.sort_by(|a, b| a.version.cmp_precedence(&b.version));
    let Some(highest) = seen.last() else {
        let eager = if requirement.eager { "eagerly " } else { "" };
        return Err(Refusal(format!("{consumer} needs {package} {}, and nothing {eager}offers it", requirement.version)));
    };
    let fits = |offer: &&&Offer| requirement.version.matches(&offer.version);
    let chosen = if requirement.singleton {
        seen.iter().rev().find(|offer| offer.loaded).unwrap_or(highest)
    } else {
        seen.iter().rev().find(fits).unwrap_or(highest)
    };
    if fits(&chosen) {
        return Ok(Match { version: chosen.version.clone(), warning: None });
    }
    let message = format!("{consumer} needs {package} {}, but {} is what there is", requirement.version, chosen.version);
    if requirement.strict { Err(Refusal(message)) } else { Ok(Match { version: chosen.version.clone(), warning: Some(message) }) }
}

/// Whether a release can run in a host whose contract is `own`: of what it uses, nothing may be missing or have become something else.
///
/// Neither side's version is believed. An older host runs a newer release that uses nothing new, and a newer host an older one as long
/// as nothing that it uses was broken. Only another major version, or a range that the release asks for, says no by itself.
///
/// # Errors
/// They don't fit; the text names both sides and what is wrong.
pub fn contract_fits(own: &Document, release: &Manifest) -> Result<(), Refusal> {
    let Some(theirs) = &release.contract else {
        return Ok(());
    };
    let say = |why: &str| {
        Err(Refusal(format!(
            "{}@{} was built against contract {}, this host speaks {}: {why}",
            release.name, release.version, theirs.version, own.contract
        )))
    };
    let Ok(version) = Version::parse(&own.contract) else {
        return say("the host's own is no version");
    };
    if theirs.version.major != version.major {
        return say("the major versions differ. Build the remote against the host's contract");
    }
    if let Some(wanted) = release.requires.get("contract")
        && !wanted.version.matches(&version)
    {
        return say(&format!("it asks for {}", wanted.version));
    }
    let reasons = own.refuses(&theirs.uses);
    match reasons.split_at_checked(3) {
        None if reasons.is_empty() => Ok(()),
        None => say(&reasons.join("; ")),
        Some((shown, [])) => say(&shown.join("; ")),
        Some((shown, more)) => say(&format!("{}; and {} more", shown.join("; "), more.len())),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const SINGLETON: u8 = 1;
    const STRICT: u8 = 2;
    const EAGER: u8 = 4;

    fn requirement(range: &str, flags: u8) -> Requirement {
        Requirement {
            version: range.parse().expect("a range"),
            singleton: flags & SINGLETON != 0,
            strict: flags & STRICT != 0,
            eager: flags & EAGER != 0,
        }
    }

    /// `1.2.0`, `1.2.0!` loaded, `1.2.0*` eager.
    fn offers(list: &str) -> Vec<Offer> {
        list.split_whitespace()
            .map(|text| Offer {
                version: text.trim_end_matches(['!', '*']).parse().expect("a version"),
                loaded: text.contains('!'),
                eager: text.contains('*'),
            })
            .collect()
    }

    #[test]
    fn the_documented_cases() {
        // range, flags, offers, expected version ("" = refused), warned
        let table: &[(&str, u8, &str, &str, bool)] = &[
            // The highest version inside the range wins.
            ("^1.2", 0, "1.2.0 1.4.1 1.3.0", "1.4.1", false),
            ("^1.2", 0, "1.2.0 2.0.0", "1.2.0", false),
            ("~1.2.3", 0, "1.2.3 1.2.9 1.3.0", "1.2.9", false),
            // Precedence is semver's, not the text's.
            ("^1", 0, "1.9.0 1.10.0", "1.10.0", false),
            // A pre-release does not satisfy a plain range.
            ("^1.2", STRICT, "1.3.0-beta.1", "", false),
            // None inside: strict refuses, otherwise the highest with a warning.
            ("^3", STRICT, "1.0.0 2.0.0", "", false),
            ("^3", 0, "1.0.0 2.0.0", "2.0.0", true),
            // A singleton is the highest of all, inside the range or not.
            ("^1.2", SINGLETON, "1.4.1 2.0.0", "2.0.0", true),
            ("^1.2", SINGLETON | STRICT, "1.4.1 2.0.0", "", false),
            ("^1.2", SINGLETON, "1.2.0 1.4.1", "1.4.1", false),
            // A singleton that runs already is kept, even if a higher one is offered later.
            ("^1.2", SINGLETON, "1.2.0! 1.4.1", "1.2.0", false),
            ("^1.3", SINGLETON | STRICT, "1.2.0! 1.4.1", "", false),
            ("^1.3", SINGLETON, "1.2.0! 1.4.1", "1.2.0", true),
            // An eager consumer can't wait for what loads on demand.
            ("^1", EAGER, "1.4.0 1.2.0*", "1.2.0", false),
            ("^1", EAGER | STRICT, "1.4.0", "", false),
            ("^1", EAGER | SINGLETON, "1.2.0* 1.1.0*", "1.2.0", false),
            // Nothing offered.
            ("*", 0, "", "", false),
            // Any version.
            ("*", SINGLETON | STRICT, "0.0.1", "0.0.1", false),
        ];
        for (range, flags, list, expected, warned) in table {
            let outcome = resolve("nursing@1.0.0", "auth", &requirement(range, *flags), &offers(list));
            match outcome {
                Ok(found) => {
                    assert_eq!(
                        (found.version.to_string().as_str(), found.warning.is_some()),
                        (*expected, *warned),
                        "{range} {flags} {list}"
                    );
                }
                Err(refusal) => {
                    assert_eq!("", *expected, "{range} {flags} {list}: {refusal}");
                    assert!(refusal.0.contains("nursing@1.0.0") && refusal.0.contains("auth"), "{refusal}");
                }
            }
        }
    }

    fn document(version: &str, types: serde_json::Value) -> Document {
        Document::read(&serde_json::json!({ "contract": version, "types": types }).to_string()).expect("a document")
    }

    fn release(built: &Document) -> Manifest {
        let uses = built.used(["Paper".to_owned()].into(), [].into(), &[].into()).expect("there");
        let json = serde_json::json!({
            "format": 2, "name": "nursing", "version": "2.0.1+ab", "contract": { "version": built.contract, "hash": "", "uses": uses },
            "exposes": {}, "requires": { "contract": "^1.0" }, "provides": {}, "files": {},
            "built": { "rustc": "", "wasm_bindgen": "", "profile": "release" },
        });
        serde_json::from_value(json).expect("a manifest")
    }

    #[test]
    fn contracts() {
        let paper = |kind: &str| serde_json::json!({ "Paper": { "type": kind }, "New": { "type": "null" } });
        let own = document("1.2.0", paper("string"));
        // What counts is what is used, not who is older.
        for version in ["1.2.0", "1.0.0", "1.3.0", "1.2.7"] {
            assert_eq!(contract_fits(&own, &release(&document(version, paper("string")))), Ok(()), "{version}");
        }
        for (version, kind, said) in [
            ("1.2.0", "integer", "Paper"),
            ("1.0.0", "integer", "Paper"),
            ("2.0.0", "string", "major"),
            ("0.9.0", "string", "major"),
        ] {
            let refusal = contract_fits(&own, &release(&document(version, paper(kind)))).expect_err("refused");
            for part in ["nursing@2.0.1+ab", version, "1.2.0", said] {
                assert!(refusal.0.contains(part), "{refusal}");
            }
        }
        let refusal = contract_fits(&document("1.2.0", serde_json::json!({})), &release(&own)).expect_err("refused");
        assert!(refusal.0.contains("no type `Paper`"), "{refusal}");
        let asks =
            Manifest { requires: [("contract".to_owned(), requirement("^1.3", SINGLETON | STRICT))].into(), ..release(&own) };
        assert!(contract_fits(&own, &asks).expect_err("refused").0.contains("^1.3"));
    }

    fn any_version() -> impl Strategy<Value = String> {
        (0u64..3, 0u64..4, 0u64..4).prop_map(|(major, minor, patch)| format!("{major}.{minor}.{patch}"))
    }

    proptest! {
        #[test]
        fn a_strict_match_is_always_inside_the_range(
            range in any_version(), list in prop::collection::vec(any_version(), 0..6), flags in 0u8..8,
        ) {
            let requirement = requirement(&format!("^{range}"), flags | STRICT);
            if let Ok(found) = resolve("a", "b", &requirement, &offers(&list.join(" "))) {
                prop_assert!(requirement.version.matches(&found.version));
                prop_assert_eq!(found.warning, None);
            }
        }

        #[test]
        fn the_order_of_offers_changes_nothing(list in prop::collection::vec(any_version(), 1..6), flags in 0u8..4) {
            let requirement = requirement("^1", flags);
            let mut turned = list.clone();
            turned.reverse();
            prop_assert_eq!(
                resolve("a", "b", &requirement, &offers(&list.join(" "))),
                resolve("a", "b", &requirement, &offers(&turned.join(" ")))
            );
        }
    }
}
