//! The exams that are made from the item bank.

use nursing_domain::{
    interaction::Interaction,
    item::{Item, Part},
};

use super::SeedError;
use crate::db::{Database, items::StoredExam};

/// Id, title and sentence of each part of the licensure exam.
const PARTS: [(&str, &str, &str); 5] = [
    (
        "np1",
        "Community Health Nursing",
        "Families and communities, epidemiology, immunization and the programs of the Department of Health.",
    ),
    ("np2", "Care of Mother and Child", "The healthy and the at-risk mother, the newborn and the growing child."),
    ("np3", "Physiologic and Psychosocial Alterations, Part A", "Oxygenation, fluids and electrolytes, surgery and medicines."),
    (
        "np4",
        "Physiologic and Psychosocial Alterations, Part B",
        "Endocrine, digestive, renal, immune and blood disorders, and cancer.",
    ),
    (
        "np5",
        "Physiologic and Psychosocial Alterations, Part C",
        "Mental health, nerves, senses and movement, emergencies, law and leadership.",
    ),
];

/// Time for one question: the licensure exam gives two hours for 100.
const SECONDS_EACH: usize = 72;
const MIXED_ITEMS: usize = 25;
/// Items of several points take longer.
const FORMATS_SECONDS_EACH: usize = 100;
/// The kinds beyond multiple choice that the exam screen can show.
const FORMATS: [Interaction; 3] = [Interaction::SelectAll, Interaction::SelectN, Interaction::Numeric];

/// Makes one exam of each part that has items, a short one across the parts, and one of the newer formats. Returns their ids.
///
/// # Errors
/// The database failed.
pub async fn exams(db: &Database) -> Result<Vec<String>, SeedError> {
    let bank = db.items().await?;
    // The licensure examination asks multiple choice only. A case study's items go together.
    let standing = |item: &&Item| item.draft().case.is_none();
    let by_part: Vec<Vec<String>> =
        Part::ALL.iter().map(|part| ids(bank.iter().filter(standing), *part, &[Interaction::MultipleChoice])).collect();
    let formats: Vec<Vec<String>> = Part::ALL.iter().map(|part| ids(bank.iter().filter(standing), *part, &FORMATS)).collect();
    let mut exams: Vec<StoredExam> = PARTS
        .iter()
        .zip(&by_part)
        .filter(|(_, items)| !items.is_empty())
        .map(|((id, title, about), items)| StoredExam {
            id: (*id).to_owned(),
            title: (*title).to_owned(),
            about: (*about).to_owned(),
            minutes: (items.len() * SECONDS_EACH).div_ceil(60) as i64,
            items: items.clone(),
        })
        .collect();
    let mixed = mix(&by_part, MIXED_ITEMS);
    if !mixed.is_empty() {
        exams.push(StoredExam {
            id: "mixed".into(),
            title: "PNLE mixed practice".into(),
            about: "A short run through all five parts of the licensure exam.".into(),
            minutes: 30,
            items: mixed,
        });
    }
    let choices = mix(&by_part, 5);
    let formats = interleaved(&mix(&formats, usize::MAX), &choices);
    if formats.len() > choices.len() {
        exams.push(StoredExam {
            id: "formats".into(),
            title: "NCLEX-style question formats".into(),
            about: "Select all that apply, select a number of options, calculate: scored with partial credit.".into(),
            minutes: (formats.len() * FORMATS_SECONDS_EACH).div_ceil(60) as i64,
            items: formats,
        });
    }
    let mut write = db.write().await?;
    for (place, exam) in (0_i64..).zip(&exams) {
        write.put_exam(exam, place).await?;
    }
    write.commit().await?;
    Ok(exams.into_iter().map(|exam| exam.id).collect())
}

fn ids<'i>(items: impl Iterator<Item = &'i Item>, part: Part, kinds: &[Interaction]) -> Vec<String> {
    let wanted = items.filter(|item| item.facts().part == Some(part) && kinds.contains(&item.kind()));
    wanted.map(|item| item.id().to_owned()).collect()
}

/// `more` with one of `few` at the beginning and then after each equal share of it.
fn interleaved(more: &[String], few: &[String]) -> Vec<String> {
    let share = more.len().div_ceil(few.len().max(1)).max(1);
    let mut few = few.iter();
    let mut out = Vec::new();
    for chunk in more.chunks(share) {
        out.extend(few.next().cloned());
        out.extend_from_slice(chunk);
    }
    out.extend(few.cloned());
    out
}

/// Takes items from the parts in turn, evenly spread over each part, so that every topic has a chance.
fn mix(parts: &[Vec<String>], wanted: usize) -> Vec<String> {
    let filled = parts.iter().filter(|part| !part.is_empty()).count().max(1);
    let share = wanted.div_ceil(filled);
    let picks: Vec<Vec<&String>> = parts
        .iter()
        .map(|part| {
            let count = share.min(part.len());
            (0..count).map(|pick| &part[pick * part.len() / count]).collect()
        })
        .collect();
    let longest = picks.iter().map(Vec::len).max().unwrap_or(0);
    (0..longest)
        .flat_map(|round| picks.iter().filter_map(move |part| part.get(round)))
        .take(wanted)
        .map(|id| (*id).clone())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::mix;

    fn part(name: &str, count: usize) -> Vec<String> {
        (0..count).map(|at| format!("{name}-{at:02}")).collect()
    }

    #[test]
    fn a_mix_takes_turns_and_spreads() {
        let mixed = mix(&[part("a", 40), part("b", 41), part("c", 4)], 9);
        assert_eq!(mixed, ["a-00", "b-00", "c-00", "a-13", "b-13", "c-01", "a-26", "b-27", "c-02"]);
    }

    #[test]
    fn a_small_bank_gives_a_small_mix() {
        assert_eq!(mix(&[part("a", 2), Vec::new()], 25).len(), 2);
        assert!(mix(&[Vec::new()], 25).is_empty());
    }
}
