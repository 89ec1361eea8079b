//! How hard a text is to read: the Flesch-Kincaid grade (Kincaid, Fishburne, Rogers & Chissom 1975), the years of school that
//! it asks for. Syllables are counted by rules of English spelling, which is right for about nine words in ten.

/// Items above this grade are pointed out. Terms such as `hypocalcemia` have many syllables, so a text in plain words comes to 8
/// or 9 here.
pub const HARD: f64 = 12.0;

/// A point after these ends no sentence.
const ABBREVIATIONS: [&str; 10] = ["mr", "mrs", "ms", "dr", "st", "sta", "vs", "no", "jr", "approx"];

/// The grade of texts, each of which ends a sentence; none where there is no word.
pub fn grade(texts: &[String]) -> Option<f64> {
    let (mut sentences, mut words, mut syllables) = (0_u32, 0_u32, 0_u32);
    for sentence in texts.iter().flat_map(|text| split(text)) {
        let counts = sentence.iter().map(|word| count(word));
        syllables += counts.sum::<u32>();
        words += u32::try_from(sentence.len()).unwrap_or(u32::MAX);
        sentences += 1;
    }
    if words == 0 {
        return None;
    }
    let (sentences, words, syllables) = (f64::from(sentences), f64::from(words), f64::from(syllables));
    Some(0.39 * words / sentences + 11.8 * syllables / words - 15.59)
}

/// The mean of grades; none of none.
pub fn mean(grades: impl Iterator<Item = f64>) -> Option<f64> {
    let (sum, count) = grades.fold((0.0, 0_u32), |(sum, count), grade| (sum + grade, count + 1));
    (count > 0).then(|| sum / f64::from(count))
}

/// Sentences as lists of words. Numbers and units are not words: they have no syllables to count.
fn split(text: &str) -> Vec<Vec<String>> {
    let mut sentences = vec![Vec::new()];
    for line in text.lines() {
        for token in line.split_whitespace() {
            let parts = token.split(|sign: char| !sign.is_alphanumeric() && !matches!(sign, '\'' | '\u{2019}'));
            let words = parts.filter(|part| !part.is_empty() && part.chars().all(|sign| !sign.is_numeric()));
            let words: Vec<String> = words.map(str::to_lowercase).collect();
            let ends = token.trim_end_matches(['"', '\'', ')', '\u{201d}', '\u{2019}']).ends_with(['.', '?', '!', ':', ';']);
            let is_short = words.last().is_some_and(|word| ABBREVIATIONS.contains(&word.as_str()));
            if let Some(sentence) = sentences.last_mut() {
                sentence.extend(words);
            }
            if ends && !is_short {
                sentences.push(Vec::new());
            }
        }
        sentences.push(Vec::new());
    }
    sentences.retain(|sentence| !sentence.is_empty());
    sentences
}

/// The syllables of a word in lower case: its groups of vowels, less those that are silent, and more where two vowels of a group
/// are said apart.
fn count(word: &str) -> u32 {
    let letters: Vec<char> = word.chars().filter(|sign| sign.is_alphabetic()).collect();
    let is_vowel = |sign: &char| matches!(sign, 'a' | 'e' | 'i' | 'o' | 'u' | 'y' | '\u{e9}');
    let mut syllables =
        letters.chunk_by(|one, next| is_vowel(one) == is_vowel(next)).filter(|run| run.iter().all(is_vowel)).count();
    // `care`, `takes`, `washed`; not `table`, `nurses`, `needed`.
    let silent = match letters.as_slice() {
        [.., before, 'l', 'e'] => is_vowel(before),
        [.., before, 'e'] => !is_vowel(before),
        [.., before, 'e', 's'] => !is_vowel(before) && !matches!(before, 's' | 'c' | 'g' | 'x' | 'z' | 'h'),
        [.., before, 'e', 'd'] => !is_vowel(before) && !matches!(before, 't' | 'd'),
        _ => false,
    };
    // `diabetes`, `period`; not `special`, `infection`, `anxious`.
    let apart = |three: &[char]| match three {
        [before, 'i', 'a' | 'o' | 'u'] => !matches!(before, 't' | 's' | 'c' | 'g' | 'x'),
        _ => false,
    };
    syllables += letters.windows(3).filter(|three| apart(three)).count();
    // `potassium`, `area`, `client`.
    syllables +=
        usize::from(["sium", "cium", "area", "rhea"].iter().any(|ending| word.ends_with(ending)) || word.starts_with("client"));
    u32::try_from(syllables.saturating_sub(usize::from(silent)).max(1)).unwrap_or(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn syllables_of_common_words() {
        for (word, syllables) in [
            ("nurse", 1),
            ("nurses", 2),
            ("care", 1),
            ("table", 2),
            ("takes", 1),
            ("washed", 1),
            ("needed", 2),
            ("client", 2),
            ("infection", 3),
            ("pressure", 2),
            ("diarrhea", 4),
            ("people", 2),
            ("medication", 4),
            ("potassium", 4),
            ("pneumonia", 4),
            ("the", 1),
            ("mg", 1),
        ] {
            assert_eq!(count(word), syllables, "{word}");
        }
    }

    #[test]
    fn sentences_end_where_they_end() {
        let split = |text: &str| split(text).iter().map(|words| words.join(" ")).collect::<Vec<_>>();
        assert_eq!(
            split("Mr. Reyes has a pH of 7.35. \"Help,\" he says.\nNow what?"),
            ["mr reyes has a ph of", "help he says", "now what"]
        );
        assert_eq!(split("7.35 - 12"), [""; 0]);
    }

    #[test]
    fn harder_texts_have_higher_grades() {
        let grade = |text: &str| grade(&[text.to_owned()]).expect("there are words");
        // 6 words, 6 syllables, 1 sentence.
        assert!((grade("The cat sat on the mat.") - (0.39 * 6.0 + 11.8 - 15.59)).abs() < 1e-9);
        let plain = grade("The nurse gives the drug. The client rests.");
        let hard =
            grade("Administration of intravenous anticoagulant medication necessitates continuous hematologic evaluation.");
        assert!(plain < 5.0 && hard > HARD, "{plain} {hard}");
        assert_eq!(super::grade(&[]), None);
        assert_eq!(super::grade(&["12 + 3".into()]), None);
        assert_eq!(mean([1.0, 2.0].into_iter()), Some(1.5));
        assert_eq!(mean([].into_iter()), None);
    }
}
