//! What the answers of many students say about an item and about a test: classical item analysis.
//!
//! | figure | source |
//! |---|---|
//! | difficulty, item-total correlations | Crocker & Algina, "Introduction to Classical and Modern Test Theory" (1986), chapters 5 and 14 |
//! | discrimination by the upper and lower 27 % | Kelley 1939; Ebel, "Measuring Educational Achievement" (1965) |
//! | alpha | Cronbach 1951, "Coefficient alpha and the internal structure of tests" |
//! | KR-20 | Kuder & Richardson 1937 |
//!
//! A figure that the data can't give is `None` or an error, never a number that stands for none. Few students give figures too, and
//! poor ones: below about 100 an item's correlation is good for a question to its author, no more.

mod bands;
mod distractors;
mod error;
mod figures;
mod moments;
mod reliability;
mod table;

pub use self::{
    bands::{Band, Bands},
    distractors::{Counts, Distractors, OptionCounts, distractors},
    error::AnalysisError,
    figures::{ItemFigures, figures},
    reliability::{Reliability, reliability},
    table::Table,
};
