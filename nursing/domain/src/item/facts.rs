//! What is known about an item besides what it asks.

use serde::{Deserialize, Serialize};

/// Topic, difficulty, origin.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Facts {
    /// The topic's name.
    pub topic: String,
    /// Part of the Philippine licensure examination.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub part: Option<Part>,
    /// Client need of the NCLEX test plan.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub client_need: Option<ClientNeed>,
    /// Level in Bloom's taxonomy.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bloom: Option<Bloom>,
    /// Difficulty in thousandths of a Rasch logit, -5,000 to 5,000; none where nobody has estimated it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub difficulty_milli: Option<i32>,
    /// Book and chapter.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reference: Option<String>,
    /// BCP 47, `en`.
    pub language: String,
    /// Whether a nurse educator has read it.
    pub review: Review,
    /// Under which terms it may be used; SPDX where there is an identifier.
    pub licence: String,
    /// Where it comes from: `original`, or the file it was imported from.
    pub source: String,
}

/// The parts of the Philippine nurse licensure examination (PRC examination programmes).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Part {
    /// Community health nursing.
    Np1,
    /// Care of healthy and at-risk mother and child.
    Np2,
    /// Clients with physiologic and psychosocial alterations, A.
    Np3,
    /// The same, B.
    Np4,
    /// The same, C.
    Np5,
}

impl Part {
    /// In order.
    pub const ALL: [Part; 5] = [Part::Np1, Part::Np2, Part::Np3, Part::Np4, Part::Np5];

    /// `np1`.
    pub const fn name(self) -> &'static str {
        match self {
            Part::Np1 => "np1",
            Part::Np2 => "np2",
            Part::Np3 => "np3",
            Part::Np4 => "np4",
            Part::Np5 => "np5",
        }
    }

    /// The part of that name, in capitals or not.
    pub fn named(name: &str) -> Option<Part> {
        Part::ALL.into_iter().find(|part| part.name().eq_ignore_ascii_case(name))
    }
}

/// The client needs of the NCLEX-RN test plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "the names are the test plan's")]
pub enum ClientNeed {
    ManagementOfCare,
    SafetyAndInfectionControl,
    HealthPromotionAndMaintenance,
    PsychosocialIntegrity,
    BasicCareAndComfort,
    PharmacologicalAndParenteralTherapies,
    ReductionOfRiskPotential,
    PhysiologicalAdaptation,
}

impl ClientNeed {
    /// `management-of-care`.
    pub const fn name(self) -> &'static str {
        match self {
            ClientNeed::ManagementOfCare => "management-of-care",
            ClientNeed::SafetyAndInfectionControl => "safety-and-infection-control",
            ClientNeed::HealthPromotionAndMaintenance => "health-promotion-and-maintenance",
            ClientNeed::PsychosocialIntegrity => "psychosocial-integrity",
            ClientNeed::BasicCareAndComfort => "basic-care-and-comfort",
            ClientNeed::PharmacologicalAndParenteralTherapies => "pharmacological-and-parenteral-therapies",
            ClientNeed::ReductionOfRiskPotential => "reduction-of-risk-potential",
            ClientNeed::PhysiologicalAdaptation => "physiological-adaptation",
        }
    }
}

/// Levels of Bloom's taxonomy, revised (Anderson & Krathwohl 2001).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "the names are the taxonomy's")]
pub enum Bloom {
    Remember,
    Understand,
    Apply,
    Analyze,
    Evaluate,
    Create,
}

impl Bloom {
    /// `apply`.
    pub const fn name(self) -> &'static str {
        match self {
            Bloom::Remember => "remember",
            Bloom::Understand => "understand",
            Bloom::Apply => "apply",
            Bloom::Analyze => "analyze",
            Bloom::Evaluate => "evaluate",
            Bloom::Create => "create",
        }
    }
}

/// Whether a licensed nurse educator has read an item.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Review {
    /// Nobody has.
    NotYetReviewedByANurseEducator,
    /// Somebody has.
    Reviewed {
        /// Who.
        by: String,
        /// When, `2026-11-24`.
        on: String,
    },
}

/// Names of the six steps of NCSBN's clinical judgment measurement model.
pub const STEPS: [&str; 6] =
    ["Recognize cues", "Analyze cues", "Prioritize hypotheses", "Generate solutions", "Take action", "Evaluate outcomes"];

/// An item's place in a case study.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct CaseStep {
    /// The case's id.
    pub case: String,
    /// 1 to 6.
    pub step: u32,
}
