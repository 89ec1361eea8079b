//! The exams: the list, one question per screen, the review.
//!
//! # Layout
//! - [`list`]: `./ExamList`. [`exam`]: `./NursingApp`. [`review`]: `./Review`.
//! - [`notice`]: what is shown where an answer of the API is a refusal. [`time`]: times for people.

// The types of views nest deeply.
#![recursion_limit = "512"]

pub mod exam;
#[cfg(feature = "ssr")]
pub mod list;
#[cfg(feature = "ssr")]
mod notice;
#[cfg(feature = "ssr")]
pub mod review;
mod time;

#[cfg(feature = "ssr")]
use contract::exam::{ExamList, Review};
use contract::props::NoProps;

contract::remote! {
    views {
        "./NursingApp" => { props: NoProps, data: exam::Paper, plan: exam::plan, refused: notice::notice, view: exam::view },
    }
    documents {
        "./ExamList" => { props: NoProps, data: ExamList, plan: list::plan, refused: notice::notice, view: list::view },
        "./Review" => { props: NoProps, data: Review, plan: review::plan, refused: notice::notice, view: review::view },
    }
}
