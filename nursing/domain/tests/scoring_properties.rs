//! What holds of every item and every response.
#![cfg(feature = "author")]

mod sample;
mod strategy;

use nursing_domain::{
    interaction::Interaction,
    item::{Body, Choice, Draft, Group, Groups, Item, Ordered},
    response::{Chosen, Response},
    scoring::{self, Marks, Rule, ScoreError},
};
use proptest::{prelude::*, sample::Index};
use sample::{letter, passage};
use strategy::{answered, any_groups, any_item, groups_of, item_of, most, shuffled};

fn marks(item: &Item, response: &Response) -> Marks {
    scoring::score(item, response).unwrap_or_else(|error| panic!("{response}: {error}"))
}

proptest! {
    #[test]
    fn points_lie_between_zero_and_the_most((item, response) in answered(any_item())) {
        let marks = marks(&item, &response);
        prop_assert!(marks.earned <= marks.max);
        prop_assert!(marks.max > 0);
        prop_assert_eq!(marks.max, scoring::max(&item));
        prop_assert_eq!(marks.earned, marks.parts.iter().map(|part| part.earned).sum::<u32>());
        prop_assert_eq!(marks.max, marks.parts.iter().map(|part| part.max).sum::<u32>());
    }

    #[test]
    fn the_key_earns_all_and_nothing_earns_nothing(item in any_item()) {
        let key = marks(&item, &scoring::key(&item));
        prop_assert_eq!(key.earned, key.max);
        prop_assert!(key.parts.iter().all(|part| part.wrong == 0 && part.earned == part.max));
        let empty = marks(&item, &Response::empty(item.kind()));
        prop_assert_eq!(empty.earned, 0);
        prop_assert!(empty.parts.iter().all(|part| (part.right, part.wrong) == (0, 0)));
        prop_assert_eq!(empty.max, key.max);
    }

    #[test]
    fn a_response_is_read_as_it_was_written((item, response) in answered(any_item())) {
        for response in [response, scoring::key(&item), Response::empty(item.kind())] {
            prop_assert_eq!(Response::parse(item.kind(), &response.to_string()), Ok(response));
        }
    }

    #[test]
    fn the_order_of_options_changes_no_points((item, response) in answered(any_item()), keys in prop::collection::vec(any::<u32>(), 26)) {
        let (other, moved) = reordered(&item, &response, &keys);
        let (before, after) = (marks(&item, &response), marks(&other, &moved));
        prop_assert_eq!((before.earned, before.max), (after.earned, after.max));
        prop_assert_eq!(sums(&before), sums(&after));
    }

    #[test]
    fn a_wrong_option_more_never_helps((item, response) in answered(any_groups()), at in any::<Index>()) {
        let Some(more) = with_a_wrong_option(groups_of(&item), &response, at) else { return Err(TestCaseError::reject("none left")) };
        let (before, after) = (marks(&item, &response), marks(&item, &more));
        match before.rule {
            Rule::PlusMinus => prop_assert!(after.earned <= before.earned && after.earned + 1 >= before.earned),
            _ => prop_assert_eq!(after.earned, before.earned),
        }
    }

    #[test]
    fn what_the_item_does_not_have_is_an_error((item, response) in answered(any_groups()), at in any::<Index>()) {
        let body = groups_of(&item);
        let group = &body.groups[at.index(body.groups.len())];
        let (id, first) = (&group.id, &group.options[0].id);
        let of = |group: &str, options: &[&String]| Chosen { group: group.into(), options: options.iter().map(|id| (*id).clone()).collect() };
        let with = |more: Chosen| {
            let Response::Choices(mut chosen) = response.clone() else { unreachable!("the item has groups") };
            chosen.retain(|chosen| chosen.group != more.group);
            chosen.push(more);
            chosen
        };
        let score = |chosen| scoring::score(&item, &Response::Choices(chosen));

        let group_twice = [with(of(id, &[first])), vec![of(id, &[])]].concat();
        prop_assert_eq!(score(group_twice), Err(ScoreError::Twice(id.clone())));
        prop_assert_eq!(score(with(of("99", &[first]))), Err(ScoreError::Group("99".into())));
        let unknown = "AA".to_owned();
        prop_assert_eq!(score(with(of(id, &[&unknown]))), Err(ScoreError::Option(unknown)));
        prop_assert_eq!(score(with(of(id, &[first, first]))), Err(ScoreError::Twice(first.clone())));
        let all: Vec<&String> = group.options.iter().map(|option| &option.id).collect();
        let most = most(group);
        if most < all.len() {
            let expected = Err(ScoreError::TooMany { group: id.clone(), chosen: most + 1, most });
            prop_assert_eq!(score(with(of(id, &all[..=most]))), expected);
        }
    }

    #[test]
    fn an_order_has_each_option_once((item, response) in answered(item_of(Interaction::Ordered))) {
        let Response::Order(order) = response else { unreachable!("the item is ordered") };
        prop_assume!(!order.is_empty());
        let score = |order: &[String]| scoring::score(&item, &Response::Order(order.to_vec()));
        let (last, rest) = order.split_last().expect("not empty");
        prop_assert_eq!(score(rest), Err(ScoreError::Incomplete { found: rest.len(), all: order.len() }));
        prop_assert_eq!(score(&[rest, &rest[..1]].concat()), Err(ScoreError::Twice(rest[0].clone())));
        prop_assert_eq!(score(&[&order[..], std::slice::from_ref(last)].concat()), Err(ScoreError::Twice(last.clone())));
        prop_assert_eq!(score(&[rest, &["Z".to_owned()]].concat()), Err(ScoreError::Option("Z".into())));
    }

    #[test]
    fn words_are_no_number(item in item_of(Interaction::Numeric), text in "[a-z]{1,8}( [a-z]{1,8})?|[0-9]{1,3} [0-9]{1,3}|[0-9]+e[0-9]+|[0-9]{21,40}") {
        // A unit may look like anything; alone it is no number either.
        let Body::Numeric(number) = item.body() else { unreachable!("the item is numeric") };
        prop_assume!(number.unit.is_empty() || !text.ends_with(&number.unit.to_lowercase()));
        prop_assert_eq!(scoring::score(&item, &Response::Number(text.clone())), Err(ScoreError::Number(text)));
    }

    #[test]
    fn an_answer_of_another_kind_is_an_error(item in any_item()) {
        let others = [
            Response::Choices(vec![Chosen { group: "1".into(), options: vec!["A".into()] }]),
            Response::Order(vec!["A".into(), "B".into()]),
            Response::Number("1".into()),
        ];
        let key = scoring::key(&item);
        for other in others.into_iter().filter(|other| std::mem::discriminant(other) != std::mem::discriminant(&key)) {
            prop_assert_eq!(scoring::score(&item, &other), Err(ScoreError::Kind));
        }
    }

    #[test]
    fn reading_and_scoring_whatever_comes_never_panics(item in any_item(), text in "[-A-Z0-9=;,> .a-z]{0,60}|.{0,60}") {
        if let Ok(response) = Response::parse(item.kind(), &text)
            && let Ok(marks) = scoring::score(&item, &response)
        {
            prop_assert!(marks.earned <= marks.max);
        }
    }
}

proptest! {
    // Units that could be taken for digits are rare, and so are values that end in them.
    #![proptest_config(ProptestConfig::with_cases(4_000))]

    #[test]
    fn the_key_of_a_number_is_right_whatever_its_unit(item in item_of(Interaction::Numeric)) {
        let key = scoring::key(&item);
        prop_assert_eq!(marks(&item, &key).earned, 1, "{}", key);
        let Body::Numeric(number) = item.body() else { unreachable!("the item is numeric") };
        let with_unit = format!("{key} {}", number.unit);
        prop_assert_eq!(marks(&item, &Response::Number(with_unit.clone())).earned, 1, "{}", with_unit);
    }
}

/// The parts without their ids, which are letters where a matrix is scored by columns, in an order that doesn't depend on them.
fn sums(marks: &Marks) -> Vec<(u32, u32, u32, u32)> {
    let mut sums: Vec<_> = marks.parts.iter().map(|part| (part.earned, part.max, part.right, part.wrong)).collect();
    sums.sort_unstable();
    sums
}

/// The options of `at`th group in another order; columns and tokens stay the same in every group.
fn order(kind: Interaction, at: usize, options: usize, keys: &[u32]) -> Vec<usize> {
    let shared = matches!(kind, Interaction::MatrixChoice | Interaction::MatrixResponse | Interaction::DragCloze);
    shuffled(&(0..options).collect::<Vec<_>>(), if shared { 0 } else { at }, keys)
}

/// Options in that order under new letters, and the new letter of an old one.
fn relettered(options: &[Choice], order: &[usize]) -> (Vec<Choice>, impl Fn(&String) -> String + use<>) {
    let moved = order.iter().enumerate().map(|(at, old)| Choice { id: letter(at), ..options[*old].clone() }).collect();
    let letters: Vec<(String, String)> =
        order.iter().enumerate().map(|(at, old)| (options[*old].id.clone(), letter(at))).collect();
    (moved, move |id: &String| letters.iter().find(|(old, _)| old == id).expect("a letter of the item").1.clone())
}

fn reordered(item: &Item, response: &Response, keys: &[u32]) -> (Item, Response) {
    let (body, response) = match (item.body(), response) {
        (Body::Groups(body), Response::Choices(chosen)) => {
            let mut groups = Vec::new();
            let mut moved = chosen.clone();
            for (at, group) in body.groups.iter().enumerate() {
                let (options, new) = relettered(&group.options, &order(body.kind, at, group.options.len(), keys));
                for chosen in moved.iter_mut().filter(|chosen| chosen.group == group.id) {
                    chosen.options = chosen.options.iter().map(&new).collect();
                }
                groups.push(Group { options, ..group.clone() });
            }
            let body = Groups { text: passage(body.kind, &groups), groups, ..body.clone() };
            (Body::Groups(body), Response::Choices(moved))
        }
        (Body::Ordered(body), Response::Order(given)) => {
            let (options, new) = relettered(&body.options, &order(Interaction::Ordered, 0, body.options.len(), keys));
            let key = body.key.iter().map(&new).collect();
            (Body::Ordered(Ordered { options, key }), Response::Order(given.iter().map(&new).collect()))
        }
        (Body::Numeric(body), response) => (Body::Numeric(body.clone()), response.clone()),
        _ => unreachable!("the response is one to the item"),
    };
    (Item::new(Draft { body, ..item.draft().clone() }).expect("another order is as sound"), response)
}

/// The response with one wrong option more, where the item leaves room for it.
fn with_a_wrong_option(body: &Groups, response: &Response, at: Index) -> Option<Response> {
    let Response::Choices(chosen) = response else { unreachable!("the item has groups") };
    let in_group = |group: &Group| {
        chosen.iter().find(|chosen| chosen.group == group.id).map_or_else(Vec::new, |chosen| chosen.options.clone())
    };
    let mut left = Vec::new();
    for group in &body.groups {
        let already = in_group(group);
        if already.len() < most(group) {
            let wrong = group.options.iter().filter(|option| !option.right && !already.contains(&option.id));
            left.extend(wrong.map(|option| (group, option.id.clone())));
        }
    }
    if left.is_empty() {
        return None;
    }
    let (group, option) = left.swap_remove(at.index(left.len()));
    let mut options = in_group(group);
    options.push(option);
    let mut more: Vec<Chosen> = chosen.iter().filter(|chosen| chosen.group != group.id).cloned().collect();
    more.push(Chosen { group: group.id.clone(), options });
    Some(Response::Choices(more))
}
