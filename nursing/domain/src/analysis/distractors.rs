//! Which options were chosen, and by whom.

use super::{AnalysisError, Band, Bands};

/// How many students of each band.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Of the upper 27 %.
    pub upper: usize,
    /// Between the two.
    pub middle: usize,
    /// Of the lower 27 %.
    pub lower: usize,
}

impl Counts {
    /// All of them.
    pub fn all(self) -> usize {
        self.upper + self.middle + self.lower
    }

    fn add(&mut self, band: Band) {
        match band {
            Band::Upper => self.upper += 1,
            Band::Middle => self.middle += 1,
            Band::Lower => self.lower += 1,
        }
    }
}

/// Who chose an option.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OptionCounts {
    /// The option's id.
    pub id: String,
    /// How many chose it.
    pub counts: Counts,
}

/// The choices in one group of options. A distractor that nobody chose, or that more of the upper than of the lower group chose,
/// is worth a look.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Distractors {
    /// In the order of the item.
    pub options: Vec<OptionCounts>,
    /// Those who chose nothing.
    pub blank: Counts,
}

/// Counts choices. `options` are the ids of the group's options, `chosen` has those that each student chose, in the table's order;
/// in a select-all item a student counts once for each option.
///
/// # Errors
/// There are choices of more or fewer students than there are bands of, or a choice isn't among the options.
pub fn distractors(bands: &Bands, options: &[String], chosen: &[Vec<String>]) -> Result<Distractors, AnalysisError> {
    if chosen.len() != bands.of().len() {
        return Err(AnalysisError::Choices { found: chosen.len(), students: bands.of().len() });
    }
    let empty = |id: &String| OptionCounts { id: id.clone(), counts: Counts::default() };
    let mut table = Distractors { options: options.iter().map(empty).collect(), blank: Counts::default() };
    for (student, (chosen, band)) in chosen.iter().zip(bands.of()).enumerate() {
        if chosen.is_empty() {
            table.blank.add(*band);
        }
        for option in chosen {
            let row = table.options.iter_mut().find(|row| row.id == *option);
            row.ok_or_else(|| AnalysisError::Option { student, option: option.clone() })?.counts.add(*band);
        }
    }
    Ok(table)
}
