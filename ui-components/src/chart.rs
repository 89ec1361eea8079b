use leptos::prelude::*;

/// Left, right, top and bottom of the plot in the 336 × 180 picture. All arithmetic is on integers: floating-point
/// formatting would add its tables to every remote that draws a chart.
const LEFT: usize = 34;
const RIGHT: usize = 312;
const BOTTOM: usize = 150;

/// A line through percentages, oldest first, with the pass mark across it. Beside the picture stands a table of the same
/// figures for those who don't see it.
#[component]
pub fn Chart(
    /// What is drawn.
    #[prop(into)]
    title: String,
    /// Name and percentage of each point.
    points: Vec<(String, u32)>,
    /// The pass mark.
    #[prop(default = 75)]
    pass: u32,
) -> impl IntoView {
    let summary = summary(&points, pass);
    let places = places(&points);
    let line = places.iter().map(|(x, y)| pair(*x, *y)).collect::<Vec<_>>();
    let end = places.last().map_or(LEFT, |(x, _)| *x);
    let area = ["M", &line.join("L"), "V", &BOTTOM.to_string(), "H", &places.first().map_or(LEFT, |(x, _)| *x).to_string(), "z"]
        .concat();
    let grid = [0, 25, 50, 100].map(|percent| {
        view! {
            <line class="chart__grid" x1=LEFT x2="328" y1=height(percent) y2=height(percent)></line>
            <text class="chart__label chart__label--end" x="27" y=height(percent) + 4>{percent}</text>
        }
    });
    let last = places.len().wrapping_sub(1);
    let dots = places
        .iter()
        .enumerate()
        .map(|(index, (x, y))| {
            let class = if index == last { "chart__dot chart__dot--last" } else { "chart__dot" };
            view! { <circle class=class cx=*x cy=*y r="4"></circle> }
        })
        .collect_view();
    let value = points.last().map(|(_, percent)| {
        view! { <text class="chart__label chart__label--value" x=end y=height(*percent) - 10>{*percent} "%"</text> }
    });
    let names = (points.len() > 1).then(|| {
        view! {
            <text class="chart__label chart__label--start" x=LEFT y="174">{points[0].0.clone()}</text>
            <text class="chart__label chart__label--end" x="328" y="174">{points[points.len() - 1].0.clone()}</text>
        }
    });
    let rows = points
        .into_iter()
        .map(|(name, percent)| view! { <tr><th scope="row">{name}</th><td>{percent} "%"</td></tr> })
        .collect_view();
    view! {
        <figure class="ui-chart">
            <figcaption class="ui-chart__title">{title}</figcaption>
            <svg class="chart" viewBox="0 0 336 180" role="img">
                <title>{summary}</title>
                {grid.collect_view()}
                <line class="chart__pass-line" x1=LEFT x2="328" y1=height(pass) y2=height(pass)></line>
                <text class="chart__label chart__label--end chart__label--pass" x="27" y=height(pass) + 4>{pass}</text>
                <path class="chart__area" d=area></path>
                <polyline class="chart__line" points=line.join(" ")></polyline>
                {dots}
                {value}
                {names}
            </svg>
            <table class="visually-hidden">
                <thead><tr><th scope="col">"Attempt"</th><th scope="col">"Score"</th></tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </figure>
    }
}

fn pair(x: usize, y: usize) -> String {
    [&*x.to_string(), ",", &y.to_string()].concat()
}

fn height(percent: u32) -> usize {
    BOTTOM - percent.min(100) as usize * 13 / 10
}

/// Where each point lies; a single one in the middle.
fn places(points: &[(String, u32)]) -> Vec<(usize, usize)> {
    let place = |(index, (_, percent)): (usize, &(String, u32))| {
        let x = ((RIGHT - LEFT) * index).checked_div(points.len() - 1).map_or((LEFT + RIGHT) / 2, |x| LEFT + x);
        (x, height(*percent))
    };
    points.iter().enumerate().map(place).collect()
}

/// The picture in a sentence.
fn summary(points: &[(String, u32)], pass: u32) -> String {
    let (Some((_, first)), Some((_, last))) = (points.first(), points.last()) else {
        return "No scores yet.".into();
    };
    let side = if *last >= pass { "reaches" } else { "is below" };
    format!("{} scores, from {first} to {last} percent. The last {side} the pass mark of {pass} percent.", points.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_spread_over_the_width_and_stay_inside() {
        let points = |percents: &[u32]| percents.iter().map(|percent| (String::new(), *percent)).collect::<Vec<_>>();
        assert_eq!(places(&points(&[0, 50, 100])), [(34, 150), (173, 85), (312, 20)]);
        assert_eq!(places(&points(&[75])), [(173, 53)]);
        assert_eq!(places(&points(&[])), []);
        assert_eq!(height(200), 20);
    }
}
