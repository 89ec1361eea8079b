//! The exams: the list, one question per screen, the review.
//!
//! # Layout
//! - [`list`]: `./ExamList`. [`exam`]: `./NursingApp`. [`review`]: `./Review`.
//! - [`notice`]: what is shown where an answer of the API is a refusal.

// The types of views nest deeply.
#![recursion_limit = "512"]

pub mod exam;
pub mod list;
mod notice;
pub mod review;

use shared::contract::props::NoProps;

shared::remote! {
    views {
        "./ExamList" => { props: NoProps, plan: list::plan, view: list::view },
        "./NursingApp" => { props: NoProps, plan: exam::plan, view: exam::view },
        "./Review" => { props: NoProps, plan: review::plan, view: review::view },
    }
}
