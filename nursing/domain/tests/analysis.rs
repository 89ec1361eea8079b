//! Item analysis against figures of other packages.
//!
//! The two tables are the samples `cronbach_wide_missing` (rows without gaps) and `cronbach_alpha` of pingouin 0.7.0, which publishes
//! their alpha as 0.801695 and 0.591719. The other figures were computed with numpy 2.4.6 and pingouin 0.7.0, `x` being a table and
//! `t = x.sum(1)`:
//!
//! - alpha: `pingouin.cronbach_alpha(data=DataFrame(x))`
//! - KR-20: `k / (k - 1) * (1 - (p * (1 - p)).sum() / t.var(ddof=0))`
//! - deviation: `t.std(ddof=1)`; error: `t.std(ddof=1) * sqrt(1 - alpha)`
//! - difficulty: `x[:, j].mean() / max`
//! - item and total: `numpy.corrcoef(x[:, j], t)`; item and rest: `pingouin.corr(x[:, j], t - x[:, j])`
//! - D: `(x[t >= upper, j].mean() - x[t <= lower, j].mean()) / max`, with `k = int(0.27 * n + 0.5)`, `lower = sort(t)[k - 1]`,
//!   `upper = sort(t)[n - k]`
#![cfg(feature = "analysis")]

use nursing_domain::analysis::{
    AnalysisError, Bands, Counts, ItemFigures, OptionCounts, Reliability, Table, distractors, figures, reliability,
};
use proptest::{collection::vec, prelude::*};

const RIGHT_OR_WRONG: [[u32; 11]; 9] = [
    [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1],
    [1, 1, 1, 1, 1, 1, 1, 1, 0, 1, 0],
    [1, 1, 1, 0, 1, 1, 0, 1, 1, 0, 0],
    [1, 1, 1, 1, 1, 0, 0, 0, 1, 0, 0],
    [1, 1, 1, 1, 0, 0, 1, 0, 0, 0, 0],
    [1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0],
    [0, 1, 0, 1, 1, 0, 0, 0, 0, 1, 0],
    [1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0],
    [1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0],
];

/// Of 7 points each.
const PARTIAL: [[u32; 10]; 15] = [
    [3, 2, 4, 1, 4, 5, 1, 4, 3, 2],
    [5, 4, 6, 3, 5, 1, 2, 5, 5, 5],
    [7, 3, 5, 5, 6, 4, 3, 3, 6, 5],
    [2, 4, 3, 3, 2, 2, 2, 6, 6, 3],
    [6, 5, 6, 5, 4, 4, 4, 6, 7, 5],
    [1, 2, 3, 4, 2, 5, 2, 3, 5, 2],
    [4, 3, 5, 3, 5, 2, 1, 2, 4, 3],
    [2, 4, 4, 3, 7, 2, 2, 4, 6, 5],
    [6, 5, 5, 5, 1, 6, 5, 2, 3, 2],
    [5, 4, 6, 4, 3, 5, 3, 1, 7, 2],
    [4, 3, 5, 2, 5, 3, 2, 3, 4, 1],
    [4, 2, 3, 2, 5, 3, 4, 2, 3, 4],
    [5, 5, 6, 2, 3, 3, 2, 4, 4, 5],
    [6, 5, 5, 4, 2, 2, 1, 4, 6, 5],
    [4, 3, 5, 5, 3, 1, 3, 2, 3, 4],
];

fn table<const ITEMS: usize>(max: u32, rows: &[[u32; ITEMS]]) -> Table {
    Table::new(vec![max; ITEMS], rows.iter().map(|row| row.to_vec()).collect()).expect("a table")
}

fn near(found: f64, wanted: f64) -> bool {
    (found - wanted).abs() < 1e-8
}

/// Difficulty, item and total, item and rest, D.
fn assert_figures(found: &[ItemFigures], wanted: &[[f64; 4]]) {
    assert_eq!(found.len(), wanted.len());
    for (at, (found, [difficulty, total, rest, discrimination])) in found.iter().zip(wanted).enumerate() {
        assert!(near(found.difficulty, *difficulty), "item {at}: {found:?}");
        assert!(near(found.item_total.expect("a correlation"), *total), "item {at}: {found:?}");
        assert!(near(found.item_rest.expect("a correlation"), *rest), "item {at}: {found:?}");
        assert!(near(found.discrimination.expect("D"), *discrimination), "item {at}: {found:?}");
    }
}

#[test]
fn right_or_wrong_is_as_pingouin_has_it() {
    let table = table(1, &RIGHT_OR_WRONG);
    let Reliability { mean, deviation, alpha, kr20, error } = reliability(&table).expect("reliability");
    assert!(near(alpha, 0.801_694_915_254_237_3), "{alpha}");
    assert!(near(kr20.expect("KR-20"), 0.801_694_915_254_237_3));
    assert!(near(mean, 5.777_777_777_777_778) && near(deviation, 2.862_594_006_219_611_6));
    assert!(near(error, 1.274_754_878_398_196_3), "{error}");
    assert_figures(
        &figures(&table),
        &[
            [0.888_888_889, 0.232_889_003_895_832_8, 0.118_887_659_655_552_83, 0.0],
            [0.888_888_889, 0.494_889_133_278_644_75, 0.399_291_825_942_068_3, 0.5],
            [0.777_777_778, 0.550_148_560_169_576_9, 0.428_571_428_571_428_66, 0.5],
            [0.777_777_778, 0.154_041_596_847_481_53, 0.0, 0.5],
            [0.666_666_667, 0.640_444_760_713_540_2, 0.518_562_978_841_731_5, 1.0],
            [0.333_333_333, 0.844_222_639_122_393_9, 0.780_670_868_297_450_2, 1.0],
            [0.333_333_333, 0.669_555_886_200_519_3, 0.554_478_862_095_426, 1.0],
            [0.333_333_333, 0.844_222_639_122_393_9, 0.780_670_868_297_450_2, 1.0],
            [0.333_333_333, 0.582_222_509_739_582, 0.448_129_079_765_135_9, 0.5],
            [0.333_333_333, 0.582_222_509_739_582, 0.448_129_079_765_135_9, 1.0],
            [0.111_111_111, 0.684_111_448_944_009_1, 0.614_192_268_639_994_3, 0.5],
        ],
    );
}

#[test]
fn partial_points_are_as_pingouin_has_them() {
    let table = table(7, &PARTIAL);
    let Reliability { mean, deviation, alpha, kr20, error } = reliability(&table).expect("reliability");
    assert!(near(alpha, 0.591_718_848_599_582_5), "{alpha}");
    assert_eq!(kr20, None);
    assert!(near(mean, 37.2) && near(deviation, 6.603_029_607_687_672) && near(error, 4.219_130_028_934_663));
    assert_figures(
        &figures(&table),
        &[
            [0.609_523_810, 0.735_123_505_574_903, 0.574_766_791_984_490_9, 0.376_190_476],
            [0.514_285_714, 0.677_288_210_196_482_3, 0.567_802_841_767_368_4, 0.276_190_476],
            [0.676_190_476, 0.637_377_186_213_868, 0.521_391_075_420_880_3, 0.214_285_714],
            [0.485_714_286, 0.573_225_067_711_331, 0.417_605_824_128_614_9, 0.276_190_476],
            [0.542_857_143, 0.150_284_454_040_487_35, -0.107_583_082_492_574_94, -0.1],
            [0.457_142_857, 0.078_671_669_699_306_9, -0.157_236_519_656_651_8, 0.009_523_810],
            [0.352_380_952, 0.424_598_473_246_671_94, 0.261_007_735_042_337_8, 0.142_857_143],
            [0.485_714_286, 0.315_372_126_669_864, 0.092_173_202_823_185_75, 0.1],
            [0.685_714_286, 0.613_708_619_775_617_7, 0.443_372_745_995_840_3, 0.266_666_667],
            [0.504_761_905, 0.604_220_342_302_737_1, 0.433_688_355_964_806_2, 0.228_571_429],
        ],
    );
}

/// (mean of those who had it right - mean of all) / deviation of all * root of p / q: Crocker & Algina, chapter 14.
#[test]
fn the_correlation_is_the_point_biserial_of_the_books() {
    let table = table(1, &RIGHT_OR_WRONG);
    let totals: Vec<f64> = RIGHT_OR_WRONG.iter().map(|row| f64::from(row.iter().sum::<u32>())).collect();
    let mean = totals.iter().sum::<f64>() / 9.0;
    let deviation = (totals.iter().map(|total| (total - mean).powi(2)).sum::<f64>() / 9.0).sqrt();
    for (item, figures) in figures(&table).iter().enumerate() {
        let right: Vec<f64> =
            totals.iter().zip(RIGHT_OR_WRONG).filter(|(_, row)| row[item] == 1).map(|(total, _)| *total).collect();
        #[expect(clippy::cast_precision_loss, reason = "nine students")]
        let count = right.len() as f64;
        let p = count / 9.0;
        let wanted = (right.iter().sum::<f64>() / count - mean) / deviation * (p / (1.0 - p)).sqrt();
        assert!(near(figures.item_total.expect("a correlation"), wanted), "item {item}");
    }
}

#[test]
fn what_does_not_vary_has_no_figure() {
    // Everybody has the first item right; the second and third cancel each other out in the total.
    let table = table(1, &[[1, 1, 0], [1, 0, 1], [1, 1, 0], [1, 0, 1]]);
    assert_eq!(reliability(&table), Err(AnalysisError::NoVariance));
    assert_eq!(Bands::new(&table), Err(AnalysisError::NoBands));
    let figures = figures(&table);
    assert_eq!(figures[0], ItemFigures { difficulty: 1.0, item_total: None, item_rest: None, discrimination: None });
    assert_eq!((figures[1].difficulty, figures[1].item_total), (0.5, None));
    assert!(near(figures[1].item_rest.expect("a correlation"), -1.0));
}

#[test]
fn one_item_has_no_reliability_and_nothing_beside_it() {
    let table = table(1, &[[1], [0], [1]]);
    assert_eq!(reliability(&table), Err(AnalysisError::Items { found: 1, least: 2 }));
    let figures = figures(&table);
    assert_eq!(figures[0].item_rest, None);
    assert!(near(figures[0].item_total.expect("a correlation"), 1.0));
}

#[test]
fn distractors_are_counted_by_band() {
    let scores: [u32; 8] = [9, 1, 5, 8, 2, 5, 4, 5];
    let table = Table::new(vec![9], scores.iter().map(|score| vec![*score]).collect()).expect("a table");
    let bands = Bands::new(&table).expect("bands");
    let chosen: Vec<Vec<String>> =
        ["A", "B", "A", "A", "C", "", "B", "A"].iter().map(|id| id.chars().map(String::from).collect()).collect();
    let options: Vec<String> = ["A", "B", "C", "D"].map(String::from).into();
    let found = distractors(&bands, &options, &chosen).expect("counts");
    let counts = |upper, middle, lower| Counts { upper, middle, lower };
    assert_eq!(
        found.options,
        [("A", counts(2, 2, 0)), ("B", counts(0, 1, 1)), ("C", counts(0, 0, 1)), ("D", counts(0, 0, 0))]
            .map(|(id, counts)| OptionCounts { id: id.into(), counts })
    );
    assert_eq!((found.blank, found.blank.all()), (counts(0, 1, 0), 1));

    assert_eq!(distractors(&bands, &options, &chosen[1..]), Err(AnalysisError::Choices { found: 7, students: 8 }));
    assert_eq!(distractors(&bands, &options[..2], &chosen), Err(AnalysisError::Option { student: 4, option: "C".into() }));
}

proptest! {
    #[test]
    fn figures_are_numbers_within_their_ranges(max in vec(1_u32..=5, 1..8), seed in vec(vec(0_u32..=5, 8), 2..40)) {
        let scores: Vec<Vec<u32>> =
            seed.iter().map(|row| row.iter().zip(&max).map(|(score, max)| *score.min(max)).collect()).collect();
        let table = Table::new(max, scores).expect("a table");
        for figures in figures(&table) {
            prop_assert!((0.0..=1.0).contains(&figures.difficulty));
            for figure in [figures.item_total, figures.item_rest, figures.discrimination].into_iter().flatten() {
                prop_assert!((-1.0..=1.0).contains(&figure), "{figure}");
            }
        }
        if let Ok(found) = reliability(&table) {
            prop_assert!(found.alpha <= 1.0 + 1e-9 && found.deviation > 0.0 && found.error.is_finite());
            if let Some(kr20) = found.kr20 {
                prop_assert!(near(kr20, found.alpha));
            }
        }
    }

    #[test]
    fn the_order_of_students_does_not_matter(rows in vec(vec(0_u32..=1, 5), 2..30), turn in 0_usize..30) {
        let mut turned = rows.clone();
        turned.rotate_left(turn % rows.len());
        let (one, other) = (Table::new(vec![1; 5], rows).expect("a table"), Table::new(vec![1; 5], turned).expect("a table"));
        for (one, other) in figures(&one).iter().zip(figures(&other)) {
            prop_assert_eq!(one.discrimination.map(|d| (d * 1e9).round()), other.discrimination.map(|d| (d * 1e9).round()));
        }
    }
}
