//! What a test is held by.

use serde::{Deserialize, Serialize};

use super::{Blueprint, Difficulty, Prior, SettingsError};

/// How long a test is, what it decides on, and how its items are chosen. The default is the NCLEX-RN, as far as NCSBN has told.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// The passing standard in thousandths of a logit. The NCLEX-RN's is 0.
    pub standard_milli: i32,
    /// Items that everyone answers. The NCLEX-RN's 85 have 15 among them that don't count; here all do.
    pub least: u32,
    /// Items that nobody answers more of. The NCLEX-RN has 150, also with 15 that don't count.
    pub most: u32,
    /// By how many thousandths of its standard error an estimate has to be off the standard to be certain. 1,645 leave the estimate
    /// 5 % to be on the wrong side: the certainty is of one side, as the decision is.
    pub margin_milli: u32,
    /// What is believed of a student before the first answer.
    pub prior: Prior,
    /// The next item is drawn among so many that tell most (the randomesque method: Kingsbury & Zara 1989).
    pub candidates: u32,
    /// Items that were asked in so many thousandths of all tests are kept back; none: no item is.
    pub cap_permille: Option<u32>,
    /// The areas' shares.
    pub blueprint: Blueprint,
}

impl Default for Settings {
    fn default() -> Settings {
        Settings {
            standard_milli: 0,
            least: 85,
            most: 150,
            margin_milli: 1_645,
            prior: Prior { mean_milli: 0, deviation_milli: 1_000 },
            candidates: 10,
            cap_permille: Some(200),
            blueprint: Blueprint::nclex_rn(),
        }
    }
}

impl Settings {
    pub(super) fn check(&self) -> Result<(), SettingsError> {
        if self.least == 0 || self.least > self.most || self.most > 1_000 {
            return Err(SettingsError::Lengths { least: self.least, most: self.most });
        }
        Difficulty::new(self.standard_milli).map_err(|_| SettingsError::Standard(self.standard_milli))?;
        if self.margin_milli > 5_000 {
            return Err(SettingsError::Margin(self.margin_milli));
        }
        if self.candidates == 0 {
            return Err(SettingsError::Candidates);
        }
        if let Some(cap) = self.cap_permille
            && !(1..=1_000).contains(&cap)
        {
            return Err(SettingsError::Cap(cap));
        }
        self.blueprint.check()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_default_is_sound_and_a_plain_value() {
        let settings = Settings::default();
        assert_eq!(settings.check(), Ok(()));
        let json = serde_json::to_string(&settings).expect("json");
        assert_eq!(serde_json::from_str::<Settings>(&json).expect("settings"), settings);
    }

    #[test]
    fn each_has_its_range() {
        let fault = |change: &dyn Fn(&mut Settings)| {
            let mut settings = Settings::default();
            change(&mut settings);
            settings.check().expect_err("a fault")
        };
        assert_eq!(fault(&|settings| settings.least = 0), SettingsError::Lengths { least: 0, most: 150 });
        assert_eq!(fault(&|settings| settings.least = 151), SettingsError::Lengths { least: 151, most: 150 });
        assert_eq!(fault(&|settings| settings.most = 1_001), SettingsError::Lengths { least: 85, most: 1_001 });
        assert_eq!(fault(&|settings| settings.standard_milli = 5_001), SettingsError::Standard(5_001));
        assert_eq!(fault(&|settings| settings.margin_milli = 5_001), SettingsError::Margin(5_001));
        assert_eq!(fault(&|settings| settings.candidates = 0), SettingsError::Candidates);
        assert_eq!(fault(&|settings| settings.cap_permille = Some(0)), SettingsError::Cap(0));
        assert_eq!(fault(&|settings| settings.cap_permille = Some(1_001)), SettingsError::Cap(1_001));
        assert_eq!(fault(&|settings| settings.blueprint.shares[0].permille = 181), SettingsError::Shares(1_001));
    }
}
