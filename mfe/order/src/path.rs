//! A short path through all functions, where those are near each other that have many four-byte sequences in common.

use std::collections::HashMap;

/// Bytes that count as one word. Three and six were tried on the platform's modules; four won on all.
const WORD: usize = 4;

/// Indices of `bodies`, each followed by the most similar one that is left: the first first. Equal inputs give equal paths.
pub(crate) fn shortest(bodies: &[&[u8]]) -> Vec<usize> {
    let (words, holders) = index(bodies);
    let mut left = vec![true; bodies.len()];
    let mut common = vec![0u32; bodies.len()];
    let mut path = Vec::with_capacity(bodies.len());
    let mut next = (!bodies.is_empty()).then_some(0);
    while let Some(at) = next {
        left[at] = false;
        path.push(at);
        common.fill(0);
        for &word in &words[at] {
            for &holder in &holders[word as usize] {
                common[holder as usize] += 1;
            }
        }
        let similarity = |other: usize| f64::from(common[other]) / (1.0 + ((words[at].len() * words[other].len()) as f64).sqrt());
        // The first of equals, so that nothing depends on chance.
        next = (0..bodies.len())
            .filter(|&other| left[other])
            .reduce(|best, other| if similarity(other) > similarity(best) { other } else { best });
    }
    path
}

/// The words of each body, as numbers, each once; and for each word the bodies that hold it.
fn index(bodies: &[&[u8]]) -> (Vec<Vec<u32>>, Vec<Vec<u32>>) {
    let mut numbers: HashMap<&[u8], u32> = HashMap::new();
    let mut holders: Vec<Vec<u32>> = Vec::new();
    let mut words = Vec::with_capacity(bodies.len());
    for (at, body) in bodies.iter().enumerate() {
        let mut own = Vec::with_capacity(body.len());
        for word in body.windows(WORD) {
            let number = *numbers.entry(word).or_insert_with(|| {
                holders.push(Vec::new());
                (holders.len() - 1) as u32
            });
            let holders = &mut holders[number as usize];
            if holders.last() != Some(&(at as u32)) {
                holders.push(at as u32);
                own.push(number);
            }
        }
        words.push(own);
    }
    (words, holders)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn likes_stand_together() {
        let bodies: [&[u8]; 5] = [b"abcdefgh", b"12345678", b"abcdefgx", b"1234567x", b"zz"];
        assert_eq!(shortest(&bodies), [0, 2, 1, 3, 4]);
        assert_eq!(shortest(&[]), [0usize; 0]);
    }

    #[test]
    fn every_function_is_on_the_path_once() {
        let bodies: Vec<Vec<u8>> =
            (0..200u32).map(|at| at.wrapping_mul(2_654_435_761).to_le_bytes().repeat(at as usize % 7)).collect();
        let bodies: Vec<&[u8]> = bodies.iter().map(Vec::as_slice).collect();
        let mut path = shortest(&bodies);
        assert_eq!(path, shortest(&bodies));
        path.sort_unstable();
        assert_eq!(path, (0..200).collect::<Vec<_>>());
    }
}
