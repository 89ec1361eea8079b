//! Why this item, and why no more: sentences for students.

use super::{Choice, Reason, Selection, Stop, Verdict, blueprint::area_name};

impl Choice {
    /// Why the item was chosen.
    pub fn sentence(&self) -> String {
        let Choice { question, chance_percent, content, .. } = self;
        let before = question.saturating_sub(1);
        let level = match before {
            0 => "Nothing is known of you yet, so the first question is one of medium difficulty.".to_owned(),
            _ => format!(
                "Your answers so far put you at {}, where about {chance_percent} in 100 would answer this question right.",
                logits(self.ability_milli)
            ),
        };
        let low = content.permille.saturating_sub(content.tolerance_permille);
        let high = content.permille.saturating_add(content.tolerance_permille).min(1_000);
        let area = format!(
            "It is on {}, which has had {} of {before} questions and is to have {} to {} %.",
            area_name(content.area),
            content.items,
            percent(low),
            percent(high)
        );
        let behind = if content.is_behind { "" } else { " The areas that are due have no questions left." };
        let kept_back = match self.selection {
            Selection::Free => "",
            Selection::KeptBack => " Many have seen it before you, but no other is left on this area.",
        };
        [&*level, " ", &*area, behind, kept_back].concat()
    }
}

impl Stop {
    /// Why the test ended, and what it says.
    pub fn sentence(&self) -> String {
        let Stop { answered, least, .. } = self;
        let side = match self.verdict {
            Verdict::Pass => "above",
            Verdict::Fail if self.ability_milli < self.standard_milli => "below",
            Verdict::Fail => "at",
        };
        let standard = logits(self.standard_milli);
        let ability = logits(self.ability_milli);
        let decides = format!("Your last estimate decides: {ability}, which is {side} the passing standard of {standard}.");
        let why = match self.reason {
            Reason::Certain => format!(
                "The test ended after {answered} questions, as it is certain enough that your ability is {side} the passing \
                 standard: your estimate is {ability}, give or take {}, and the standard {standard}.",
                logits(i32::try_from(self.error_milli).unwrap_or(i32::MAX)).trim_start_matches('+')
            ),
            Reason::Longest => {
                format!(
                    "The test ended after {answered} questions, the most there are, as you are close to the standard. {decides}"
                )
            }
            Reason::PoolUsedUp => format!("The test ended after {answered} questions, as there are no more of them. {decides}"),
            Reason::TimeUp => format!("The time was over after {answered} questions, before the test was certain. {decides}"),
            Reason::TimeUpEarly => format!(
                "The time was over after {answered} questions. A test needs at least {least} of them, so this one is not passed, \
                 however they were answered."
            ),
        };
        let verdict = match self.verdict {
            Verdict::Pass => " Passed.",
            Verdict::Fail => " Not passed.",
        };
        why + verdict
    }
}

/// `+0.42`, with a minus sign for less than 0.
fn logits(milli: i32) -> String {
    let hundredths = (f64::from(milli) / 10.0).round();
    let sign = if hundredths < 0.0 {
        "\u{2212}"
    } else if hundredths > 0.0 {
        "+"
    } else {
        ""
    };
    format!("{sign}{:.2}", hundredths.abs() / 100.0)
}

/// `15`, or `12.5`.
fn percent(permille: u32) -> String {
    if permille.is_multiple_of(10) { (permille / 10).to_string() } else { format!("{}.{}", permille / 10, permille % 10) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{adaptive::Content, item::ClientNeed};

    fn choice() -> Choice {
        Choice {
            item: "a".into(),
            difficulty_milli: 400,
            question: 12,
            ability_milli: 424,
            error_milli: 500,
            chance_percent: 51,
            candidates: 10,
            content: Content {
                area: ClientNeed::PsychosocialIntegrity,
                items: 1,
                permille: 90,
                tolerance_permille: 25,
                is_behind: true,
            },
            selection: Selection::Free,
        }
    }

    #[test]
    fn choices() {
        assert_eq!(
            choice().sentence(),
            "Your answers so far put you at +0.42, where about 51 in 100 would answer this question right. It is on psychosocial \
             integrity, which has had 1 of 11 questions and is to have 6.5 to 11.5 %."
        );
        let first = Choice { question: 1, ..choice() }.sentence();
        assert!(first.starts_with("Nothing is known of you yet"), "{first}");
        let content = Content { is_behind: false, ..choice().content };
        let last = Choice { content, selection: Selection::KeptBack, ..choice() }.sentence();
        assert!(last.ends_with("no questions left. Many have seen it before you, but no other is left on this area."), "{last}");
    }

    #[test]
    fn ends() {
        let stop = |reason, verdict, ability_milli| Stop {
            reason,
            verdict,
            answered: 92,
            least: 85,
            ability_milli,
            error_milli: 218,
            standard_milli: 0,
            content: Vec::new(),
        };
        let certain = stop(Reason::Certain, Verdict::Fail, -480).sentence();
        assert_eq!(
            certain,
            "The test ended after 92 questions, as it is certain enough that your ability is below the passing standard: your \
             estimate is \u{2212}0.48, give or take 0.22, and the standard 0.00. Not passed."
        );
        let longest = stop(Reason::Longest, Verdict::Pass, 52).sentence();
        assert!(longest.ends_with("decides: +0.05, which is above the passing standard of 0.00. Passed."), "{longest}");
        let at = stop(Reason::TimeUp, Verdict::Fail, 0).sentence();
        assert!(at.contains("which is at the passing standard") && at.ends_with("Not passed."), "{at}");
        let early = stop(Reason::TimeUpEarly, Verdict::Fail, 2_000).sentence();
        assert!(early.contains("at least 85") && early.ends_with("Not passed."), "{early}");
        assert!(stop(Reason::PoolUsedUp, Verdict::Pass, 300).sentence().contains("no more of them"));
    }
}
