//! The report.

use nursing_domain::adaptive::Settings;

use crate::figures::{Accuracy, Figures, Group, percent};

/// Of these abilities there is a row.
const SHOWN: [f64; 11] = [-3.0, -2.0, -1.0, -0.5, -0.25, 0.0, 0.25, 0.5, 1.0, 2.0, 3.0];

pub fn text(all: &[Figures], settings: &Settings) -> String {
    let by_ability: Vec<String> = all
        .first()
        .iter()
        .flat_map(|default| &default.groups)
        .filter(|group| SHOWN.contains(&group.truth))
        .map(|group| row(&format!("{:+.2}", group.truth), group))
        .chain(all.first().map(|default| row("**all**", &default.overall)))
        .collect();
    let scenarios: Vec<String> = all.iter().map(scenario).collect();
    let exposure: Vec<String> = all.iter().map(exposure).collect();
    TEMPLATE
        .replace("{by ability}", &by_ability.join("\n"))
        .replace("{scenarios}", &scenarios.join("\n"))
        .replace("{exposure}", &exposure.join("\n"))
        .replace("{settings}", &settings_rows(settings))
        .replace("{unlikely}", &all.iter().map(|figures| figures.unlikely).sum::<usize>().to_string())
        .replace("{tests}", &all.iter().map(|figures| figures.students).sum::<usize>().to_string())
}

fn settings_rows(settings: &Settings) -> String {
    let logits = |milli: i32| f64::from(milli) / 1_000.0;
    let cap = settings.cap_permille.map_or("none".to_owned(), |cap| format!("{} % of tests", f64::from(cap) / 10.0));
    [
        format!("| Passing standard | {:.2} logits |", logits(settings.standard_milli)),
        format!("| Length | {} to {} items |", settings.least, settings.most),
        format!("| Certain from | {:.3} standard errors off the standard |", f64::from(settings.margin_milli) / 1_000.0),
        format!(
            "| Prior | normal, mean {:.2}, standard deviation {:.2} logits |",
            logits(settings.prior.mean_milli),
            f64::from(settings.prior.deviation_milli) / 1_000.0
        ),
        format!("| Next item drawn among | {} |", settings.candidates),
        format!("| Item kept back from | {cap} |"),
        format!("| Blueprint | {} client needs of the NCLEX-RN, ± 3 % |", settings.blueprint.shares.len()),
    ]
    .join("\n")
}

fn row(name: &str, group: &Group) -> String {
    let off = |Accuracy { bias, rmse }: Accuracy| format!("{bias:+.3} | {rmse:.3}");
    let right = percent(group.right);
    format!(
        "| {name} | {} | {} | {:.1} | {right} | {:.1} | {:.1} | {:.1} | {}–{} |",
        off(group.eap),
        off(group.likelihood),
        100.0 * group.coverage,
        100.0 * group.pass,
        100.0 * group.certain,
        group.length,
        group.tenths.0,
        group.tenths.1
    )
}

fn scenario(figures: &Figures) -> String {
    let Figures { name, overall, within, .. } = figures;
    format!(
        "| {name} | {:+.3} | {:.3} | {:.1} | {} | {:.1} | {:.1} | {:.1} |",
        overall.eap.bias,
        overall.eap.rmse,
        100.0 * overall.coverage,
        percent(overall.right),
        overall.length,
        100.0 * overall.certain,
        100.0 * within
    )
}

fn exposure(figures: &Figures) -> String {
    format!(
        "| {} | {} | {:.1} | {:.1} | {:.1} | {:.1} |",
        figures.name,
        figures.rates.len(),
        100.0 * figures.most_asked(),
        100.0 * figures.mean_asked(),
        100.0 * figures.asked_more(0.25),
        100.0 * (1.0 - figures.asked_more(0.0))
    )
}

/// With places for the tables.
const TEMPLATE: &str = include_str!("readme.md");
