//! The figures as drawings.

use std::{error::Error, ops::Range, path::Path};

use nursing_domain::adaptive::{Estimate, Settings};
use plotters::prelude::*;

use crate::figures::{Figures, Group};

const SIZE: (u32, u32) = (760, 420);
/// Told apart with any colour vision (Okabe & Ito 2008).
const BLUE: RGBColor = RGBColor(0, 114, 178);
const VERMILION: RGBColor = RGBColor(213, 94, 0);
const GREEN: RGBColor = RGBColor(0, 158, 115);
const GREY: RGBColor = RGBColor(110, 110, 110);

/// What is drawn in one self.
struct Plot<'a> {
    file: &'a str,
    title: &'a str,
    x: (&'a str, Range<f64>),
    y: (&'a str, Range<f64>),
    series: Vec<Series<'a>>,
    legend: SeriesLabelPosition,
}

struct Series<'a> {
    label: &'a str,
    colour: RGBColor,
    shape: Shape,
}

enum Shape {
    /// With a dot at each point.
    Dotted(Vec<(f64, f64)>),
    Line(Vec<(f64, f64)>),
    /// Between two lines, `(x, low, high)`.
    Band(Vec<(f64, f64, f64)>),
}

/// Writes all plots.
pub fn write(folder: &Path, all: &[Figures], path: &[Estimate], settings: &Settings) -> Result<(), Box<dyn Error>> {
    let Some(default) = all.first() else { return Ok(()) };
    let by_ability =
        |value: fn(&Group) -> f64| Shape::Dotted(default.groups.iter().map(|group| (group.truth, value(group))).collect());
    let abilities = || ("True ability (logits)", -3.1..3.1);
    let series = |label, colour, shape| Series { label, colour, shape };
    let (least, most) = (f64::from(settings.least), f64::from(settings.most));

    Plot {
        file: "error.svg",
        title: "How far the estimates are off",
        x: abilities(),
        y: ("Logits", -0.3..0.5),
        series: vec![
            series("RMSE, posterior mean", BLUE, by_ability(|group| group.eap.rmse)),
            series("RMSE, maximum likelihood", VERMILION, by_ability(|group| group.likelihood.rmse)),
            series("Bias, posterior mean", GREEN, by_ability(|group| group.eap.bias)),
            series("Bias, maximum likelihood", GREY, by_ability(|group| group.likelihood.bias)),
        ],
        legend: SeriesLabelPosition::UpperMiddle,
    }
    .draw(folder)?;
    let right = |scenario: &Figures| {
        Shape::Dotted(scenario.groups.iter().filter_map(|group| Some((group.truth, 100.0 * group.right?))).collect())
    };
    let decisions = all.iter().take(2).zip([BLUE, VERMILION]);
    Plot {
        file: "decisions.svg",
        title: "Right decisions",
        x: abilities(),
        y: ("Percent of students", 90.0..100.5),
        series: decisions.map(|(scenario, colour)| series(scenario.name, colour, right(scenario))).collect(),
        legend: SeriesLabelPosition::LowerRight,
    }
    .draw(folder)?;
    let tenths = |group: &Group| (group.truth, f64::from(group.tenths.0), f64::from(group.tenths.1));
    Plot {
        file: "length.svg",
        title: "Length of the test",
        x: abilities(),
        y: ("Items", least - 5.0..most + 5.0),
        series: vec![
            series("Eight tenths of the students", BLUE, Shape::Band(default.groups.iter().map(tenths).collect())),
            series("Mean", BLUE, by_ability(|group| group.length)),
        ],
        legend: SeriesLabelPosition::UpperRight,
    }
    .draw(folder)?;
    let rates = |scenario: &Figures| {
        Shape::Line(scenario.rates.iter().enumerate().map(|(at, rate)| (at as f64 + 1.0, 100.0 * rate)).collect())
    };
    let exposure = all.iter().skip(2).zip([BLUE, VERMILION, GREEN]);
    let most_items = all.iter().skip(2).map(|scenario| scenario.rates.len()).max().unwrap_or(0) as f64;
    let highest = all.iter().skip(2).map(Figures::most_asked).fold(0.0, f64::max);
    Plot {
        file: "exposure.svg",
        title: "How often items are asked",
        x: ("Items, the most frequent first", 0.0..most_items),
        y: ("Percent of tests", 0.0..100.0 * highest + 2.0),
        series: exposure.map(|(scenario, colour)| series(scenario.name, colour, rates(scenario))).collect(),
        legend: SeriesLabelPosition::UpperRight,
    }
    .draw(folder)?;
    let certain = |estimate: &Estimate| estimate.error() * f64::from(settings.margin_milli) / 1_000.0;
    let at = |estimate: &Estimate| estimate.ability().logits();
    let band = |(answers, estimate): (usize, &Estimate)| {
        (answers as f64, at(estimate) - certain(estimate), at(estimate) + certain(estimate))
    };
    let length = path.len().saturating_sub(1) as f64;
    Plot {
        file: "path.svg",
        title: "One student's test",
        x: ("Answers", 0.0..length.max(most)),
        y: ("Estimated ability (logits)", -1.8..1.8),
        series: vec![
            series("1.645 standard errors", BLUE, Shape::Band(path.iter().enumerate().map(band).collect())),
            series("Estimate", BLUE, Shape::Line(path.iter().enumerate().map(|(x, y)| (x as f64, at(y))).collect())),
            series("Passing standard", VERMILION, Shape::Line(vec![(0.0, 0.0), (length.max(most), 0.0)])),
            series("Shortest test", GREY, Shape::Line(vec![(least, -1.8), (least, 1.8)])),
        ],
        legend: SeriesLabelPosition::LowerRight,
    }
    .draw(folder)
}

impl Plot<'_> {
    fn draw(&self, folder: &Path) -> Result<(), Box<dyn Error>> {
        let file = folder.join(self.file);
        let area = SVGBackend::new(&file, SIZE).into_drawing_area();
        area.fill(&WHITE)?;
        let mut chart = ChartBuilder::on(&area)
            .caption(self.title, ("sans-serif", 22))
            .margin(12)
            .x_label_area_size(44)
            .y_label_area_size(56)
            .build_cartesian_2d(self.x.1.clone(), self.y.1.clone())?;
        chart
            .configure_mesh()
            .x_label_formatter(&plain)
            .y_label_formatter(&plain)
            .x_desc(self.x.0)
            .y_desc(self.y.0)
            .light_line_style(TRANSPARENT)
            .bold_line_style(RGBColor(225, 225, 225))
            .axis_desc_style(("sans-serif", 15))
            .label_style(("sans-serif", 13))
            .draw()?;
        for Series { label, colour, shape } in &self.series {
            let colour = *colour;
            match shape {
                Shape::Dotted(points) => {
                    chart.draw_series(points.iter().map(|point| Circle::new(*point, 3, colour.filled())))?;
                    let line = chart.draw_series(LineSeries::new(points.iter().copied(), colour.stroke_width(2)))?;
                    line.label(*label).legend(move |(x, y)| PathElement::new([(x, y), (x + 18, y)], colour.stroke_width(2)));
                }
                Shape::Line(points) => {
                    let line = chart.draw_series(LineSeries::new(points.iter().copied(), colour.stroke_width(2)))?;
                    line.label(*label).legend(move |(x, y)| PathElement::new([(x, y), (x + 18, y)], colour.stroke_width(2)));
                }
                Shape::Band(points) => {
                    let low = points.iter().map(|(x, low, _)| (*x, *low));
                    let high = points.iter().rev().map(|(x, _, high)| (*x, *high));
                    let band = Polygon::new(low.chain(high).collect::<Vec<_>>(), colour.mix(0.18));
                    let band = chart.draw_series(std::iter::once(band))?;
                    band.label(*label)
                        .legend(move |(x, y)| Rectangle::new([(x, y - 5), (x + 18, y + 5)], colour.mix(0.18).filled()));
                }
            }
        }
        chart
            .configure_series_labels()
            .position(self.legend.clone())
            .background_style(WHITE.mix(0.85))
            .label_font(("sans-serif", 14))
            .draw()?;
        area.present()?;
        Ok(())
    }
}

/// A number without zeros at its end, or a sign before a zero.
#[expect(clippy::trivially_copy_pass_by_ref, reason = "the axis hands over a reference")]
fn plain(value: &f64) -> String {
    let hundredths = (value * 100.0).round();
    if hundredths == 0.0 { "0".to_owned() } else { (hundredths / 100.0).to_string() }
}
