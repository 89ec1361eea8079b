//! Worked cases of NCSBN's scoring rules ("What are the current scoring models?", NCSBN Help Center, article 14690447982359).
//!
//! In an item, `+` is a right option and `-` a wrong one; a response is written as a student's device sends it.
#![cfg(feature = "author")]

mod sample;

use nursing_domain::{
    interaction::Interaction::{self, *},
    item::Body,
    response::Response,
    scoring,
};
use sample::{by_columns, groups, item, numeric, ordered};

/// Each case is a response and its points. All cases that come out otherwise are told.
#[track_caller]
fn check(body: Body, max: u32, cases: &[(&str, u32)]) {
    let kind = body.kind();
    let item = item(body);
    let score = |text: &str| {
        let response = Response::parse(kind, text).map_err(|error| error.to_string())?;
        let marks = scoring::score(&item, &response).map_err(|error| error.to_string())?;
        Ok::<_, String>((marks.earned, marks.max))
    };
    let outcomes = cases.iter().map(|(text, points)| (text, Ok((*points, max)), score(text)));
    let wrong: Vec<String> = outcomes
        .filter(|(_, expected, found)| found != expected)
        .map(|(text, expected, found)| format!("{text:?}: {found:?}, not {expected:?}"))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert_eq!(scoring::max(&item), max);
}

#[test]
fn multiple_choice_is_one_point() {
    check(groups(MultipleChoice, &["-+--"]), 1, &[("B", 1), ("A", 0), ("C", 0), ("D", 0), ("", 0)]);
}

#[test]
fn select_all_loses_a_point_for_each_wrong_option_down_to_zero() {
    check(
        groups(SelectAll, &["+-+-+-"]),
        3,
        &[
            ("A,C,E", 3),
            ("E,A,C", 3),
            ("A,C", 2),
            ("A", 1),
            ("A,C,E,B", 2),
            ("A,B", 0),
            ("A,C,B", 1),
            // One right, two wrong: not −1.
            ("A,B,D", 0),
            ("B,D,F", 0),
            // Everything: three right, three wrong.
            ("A,B,C,D,E,F", 0),
            ("", 0),
        ],
    );
}

/// A classic mistake is to treat it like select-all: the student had to choose three, so a wrong one is already a right one less.
#[test]
fn select_n_takes_nothing_away() {
    check(
        groups(SelectN, &["+-+-+-"]),
        3,
        &[("A,C,E", 3), ("A,C,B", 2), ("A,B,D", 1), ("B,D,F", 0), ("A,C", 2), ("A", 1), ("B", 0), ("", 0)],
    );
}

#[test]
fn an_order_is_right_as_a_whole_or_not_at_all() {
    check(
        ordered(&["C", "A", "D", "B"]),
        1,
        &[("C>A>D>B", 1), ("C>A>B>D", 0), ("A>C>D>B", 0), ("B>D>A>C", 0), ("A>B>C>D", 0), ("", 0)],
    );
}

#[test]
fn a_number_is_rounded_as_the_item_says() {
    check(
        numeric("31.5", "0", 1, "mL/h"),
        1,
        &[
            ("31.5", 1),
            ("31.50", 1),
            ("31,5", 1),
            ("31.5 mL/h", 1),
            ("31.5mL/h", 1),
            ("31.45", 1),
            ("31.54", 1),
            ("31.55", 0),
            ("31.44", 0),
            ("31", 0),
            ("-31.5", 0),
            ("315", 0),
            ("", 0),
        ],
    );
    check(
        numeric("1250", "50", 0, "mL"),
        1,
        &[("1250", 1), ("1,250", 1), ("1200", 1), ("1,300", 1), ("1199.5", 1), ("1199.4", 0), ("1300.5", 0)],
    );
}

#[test]
fn each_gap_of_a_cloze_is_a_point() {
    check(
        groups(Cloze, &["-+-", "+--", "--+"]),
        3,
        &[("1=B;2=A;3=C", 3), ("3=C;2=A;1=B", 3), ("1=B;2=B;3=C", 2), ("2=A", 1), ("1=B", 1), ("1=A;2=B;3=A", 0), ("", 0)],
    );
}

#[test]
fn each_gap_of_a_drag_cloze_is_a_point() {
    check(groups(DragCloze, &["--+-", "+---"]), 2, &[("1=C;2=A", 2), ("1=A;2=C", 0), ("1=C;2=D", 1), ("2=A", 1), ("", 0)]);
}

#[test]
fn a_dyad_needs_both_halves() {
    check(
        groups(Dyad, &["-+-", "+--"]),
        1,
        &[("1=B;2=A", 1), ("1=B;2=C", 0), ("1=A;2=A", 0), ("1=A;2=B", 0), ("1=B", 0), ("2=A", 0), ("", 0)],
    );
}

/// The first gap is what the other two explain.
#[test]
fn a_triad_needs_its_first_gap() {
    check(
        groups(Triad, &["-+-", "+--", "--+"]),
        2,
        &[
            ("1=B;2=A;3=C", 2),
            ("1=B;2=A;3=A", 1),
            ("1=B;2=B;3=C", 1),
            ("1=B;2=A", 1),
            ("1=B;2=B;3=A", 0),
            ("1=B", 0),
            // Both reasons for the wrong conclusion are worth nothing.
            ("1=A;2=A;3=C", 0),
            ("2=A;3=C", 0),
            ("", 0),
        ],
    );
}

#[test]
fn each_row_of_a_matrix_choice_is_a_point() {
    check(
        groups(MatrixChoice, &["+--", "-+-", "--+", "+--"]),
        4,
        &[
            ("1=A;2=B;3=C;4=A", 4),
            ("1=A;2=B;3=C;4=B", 3),
            // A wrong row takes nothing from the others.
            ("1=A;2=A;3=A;4=B", 1),
            ("1=B;2=C;3=A;4=C", 0),
            ("2=B", 1),
            ("", 0),
        ],
    );
}

/// A classic mistake is to add up the whole matrix and then stop at zero: the wrong choices of one row would eat the points of
/// another.
#[test]
fn a_matrix_response_stops_at_zero_in_each_row() {
    check(
        groups(MatrixResponse, &["++-", "+--", "--+"]),
        4,
        &[
            ("1=A,B;2=A;3=C", 4),
            ("1=A,B;2=A;3=C,A", 3),
            ("1=A,B,C;2=A;3=C", 3),
            // 2 − 0, then 0 − 2, which is 0: in the whole matrix it would be 0.
            ("1=A,B;2=B,C", 2),
            // 2, 1 − 2, 1 − 2: in the whole matrix it would be 0.
            ("1=A,B;2=A,B,C;3=A,B,C", 2),
            ("1=C;2=B;3=A", 0),
            ("1=A,B,C;2=A,B,C;3=A,B,C", 1),
            ("3=C", 1),
            ("", 0),
        ],
    );
}

/// The same matrix and the same responses with each column for itself.
#[test]
fn a_matrix_response_stops_at_zero_in_each_column() {
    check(
        by_columns(&["++-", "+--", "--+"]),
        4,
        &[
            ("1=A,B;2=A;3=C", 4),
            // Column A: 2 − 1.
            ("1=A,B;2=A;3=C,A", 3),
            // Column C: 1 − 1.
            ("1=A,B,C;2=A;3=C", 3),
            // A: 1; B: 1 − 1; C: 0 − 1, which is 0.
            ("1=A,B;2=B,C", 1),
            // A: 2 − 1; B: 1 − 2; C: 1 − 1.
            ("1=A,B;2=A,B,C;3=A,B,C", 1),
            ("1=C;2=B;3=A", 0),
            // A: 2 − 1; B: 1 − 2; C: 1 − 2.
            ("1=A,B,C;2=A,B,C;3=A,B,C", 1),
            ("3=C", 1),
            ("", 0),
        ],
    );
}

#[test]
fn marking_everything_in_a_passage_earns_nothing() {
    for kind in [HighlightText, HighlightTable] {
        check(
            groups(kind, &["+-+--"]),
            2,
            &[("A,C", 2), ("A", 1), ("A,C,B", 1), ("A,B", 0), ("B,D,E", 0), ("A,B,C,D,E", 0), ("", 0)],
        );
    }
}

/// Two actions, one condition, two parameters; a wrong one takes nothing away.
#[test]
fn a_bow_tie_is_five_points() {
    check(
        groups(BowTie, &["++---", "--+-", "-+--+"]),
        5,
        &[
            ("actions=A,B;condition=C;parameters=B,E", 5),
            ("actions=B,A;condition=C;parameters=E,B", 5),
            ("actions=A,C;condition=C;parameters=B,E", 4),
            ("actions=A,B;condition=A;parameters=B,E", 4),
            ("actions=A,C;condition=A;parameters=B,C", 2),
            ("actions=C,D;condition=C;parameters=A,C", 1),
            ("actions=A", 1),
            ("condition=C", 1),
            ("actions=D,E;condition=D;parameters=C,D", 0),
            ("", 0),
        ],
    );
}

/// What a response may not hold is no zero: the student has to be told.
#[test]
fn what_is_no_answer_to_the_item_is_an_error() {
    let cases: &[(Interaction, &str, &str)] = &[
        (MultipleChoice, "A,B", "2 were chosen in group `1`, where 1 may be"),
        (MultipleChoice, "E", "the item has no option `E`"),
        (MultipleChoice, "b", "the item has no option `b`"),
        (SelectAll, "A,A", "`A` is there twice"),
        (SelectN, "A,B,C", "3 were chosen in group `1`, where 2 may be"),
        (Ordered, "C>A", "the order has 2 of 4 options"),
        (Ordered, "C>A>D>D", "`D` is there twice"),
        (Ordered, "C>A>D>E", "the item has no option `E`"),
        (Numeric, "about 31", "`about 31` is no number"),
        (Numeric, "31.5 mg", "`31.5 mg` is no number"),
        (Cloze, "3=A", "the item has no group `3`"),
        (Cloze, "1=A;1=B", "`1` is there twice"),
        (Dyad, "1=A,B", "2 were chosen in group `1`, where 1 may be"),
        (MatrixChoice, "1=A,B", "2 were chosen in group `1`, where 1 may be"),
        (MatrixResponse, "1=A,D", "the item has no option `D`"),
        (HighlightText, "A,E", "the item has no option `E`"),
        (BowTie, "actions=A,B,C", "3 were chosen in group `actions`, where 2 may be"),
        (BowTie, "1=A", "the item has no group `1`"),
    ];
    for (kind, text, words) in cases {
        let item = item(sample::body(*kind));
        let response = Response::parse(*kind, text).expect(text);
        let error = scoring::score(&item, &response).expect_err(text);
        assert_eq!(error.to_string(), *words, "{}: {text}", kind.name());
    }
}

/// What a review page shows of a matrix: the points of each row, or of each column.
#[test]
fn parts_are_what_the_points_are_counted_by() {
    let marks = |body: Body| {
        let response = Response::parse(MatrixResponse, "1=A,B;2=B,C").expect("a response");
        let parts = scoring::score(&item(body), &response).expect("an answer").parts;
        parts.into_iter().map(|part| (part.id, part.earned, part.max, part.right, part.wrong)).collect::<Vec<_>>()
    };
    let rows = ["++-", "+--", "--+"];
    let of = |id: &str, earned, max, right, wrong| (id.to_owned(), earned, max, right, wrong);
    assert_eq!(marks(groups(MatrixResponse, &rows)), [of("1", 2, 2, 2, 0), of("2", 0, 1, 0, 2), of("3", 0, 1, 0, 0)]);
    assert_eq!(marks(by_columns(&rows)), [of("A", 1, 2, 1, 0), of("B", 0, 1, 1, 1), of("C", 0, 1, 0, 1)]);
}
