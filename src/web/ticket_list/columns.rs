//! The columns of the overview: their heads, and the menu that chooses, moves and sizes them.

use crate::{
    desk::access::UserDesk,
    domain::{
        layout::{Column, Layout, Shown, Step},
        query::sort::{Direction, Sort, SortKey},
    },
    web::{
        call::Call,
        draw,
        gate::{Answer, see_other},
        list_query::ListQuery,
        site,
        view::ticket_list::{ColumnChoice, Columns, Head, Order, Place, SortLink},
    },
};

use super::PATH;

/// Names the column whose button was pressed: the menu is open again, and the button has the focus.
const MOVED: &str = "columns";

/// Draws the heads and the menu; `menu` is what was pressed in it before this page.
pub(super) fn draw(menu: &str, layout: &Layout, list: &ListQuery) -> Columns {
    let shown = layout.columns();
    let heads = shown.iter().map(|one| Head {
        column: one.column.word(),
        width: one.width,
        sort: sort_link(one.column, list),
    });
    let mut choices: Vec<ColumnChoice> = Vec::new();
    for (at, one) in shown.iter().enumerate() {
        choices.push(ColumnChoice {
            column: one.column.word(),
            shown: true,
            earlier: at > 0,
            later: at + 1 < shown.len(),
        });
    }
    let hidden = Column::ALL.iter().filter(|one| !layout.shows(**one));
    choices.extend(hidden.map(|one| ColumnChoice {
        column: one.word(),
        shown: false,
        earlier: false,
        later: false,
    }));
    let mut sorts: Vec<SortLink> = best_link(list).into_iter().collect();
    sorts.extend(Column::ALL.iter().filter_map(|one| sort_link(*one, list)));
    Columns {
        names: shown.iter().map(|one| one.column.word()).collect(),
        heads: heads.collect(),
        choices,
        compact: layout.compact,
        sorts,
        order: order(list),
        back: list.with_preview(PATH, list.preview),
        open: !menu.is_empty(),
        focus: focus(menu, shown),
        moved: moved(menu, shown),
    }
}

fn order(list: &ListQuery) -> Order {
    let (sort, usual) = (list.sort, Sort::default());
    let word = match (sort.key, sort.direction) {
        (SortKey::Best, _) => "best",
        _ if sort == usual => "newest",
        (_, Direction::Up) => "ascending",
        (_, Direction::Down) => "descending",
    };
    // A word has its own sign that takes it back, as the button of the best answers has.
    let is_said = word == "best" || word == "newest" || Sort::in_words(&list.words).is_some();
    let back = || list.with_sort(usual).with_preview(PATH, list.preview);
    Order {
        column: sort.key.word(),
        word,
        usual_url: (!is_said).then(back),
    }
}

/// The column that was moved before this page, by the button that was pressed.
fn moved(menu: &str, shown: &[Shown]) -> Option<Place> {
    let (_, column) = menu.split_once('.')?;
    let at = shown.iter().position(|one| one.column.word() == column)?;
    Some(Place {
        column: shown.get(at)?.column.word(),
        at: at + 1,
        of: shown.len(),
    })
}

/// The button that was pressed; at the end of the line the one beside it, for it is gone.
fn focus(menu: &str, shown: &[Shown]) -> String {
    let Some(place) = moved(menu, shown) else {
        return menu.to_owned();
    };
    let button = match menu.starts_with("earlier.") {
        true if place.at == 1 => "later",
        false if place.at == place.of => "earlier",
        true => "earlier",
        false => "later",
    };
    format!("{button}.{}", place.column)
}

/// The best answers first, where there are words to answer; and back to the newest change.
fn best_link(list: &ListQuery) -> Option<SortLink> {
    let on = list.sort.key == SortKey::Best;
    let usual = Sort::default();
    let best = Sort {
        key: SortKey::Best,
        direction: Direction::Up,
    };
    let pressed = list.with_sort(if on { usual } else { best });
    (on || draw::query::looks_for_words(&list.words)).then(|| SortLink {
        column: best.key.word(),
        url: pressed.with_preview(PATH, list.preview),
        sorted: on.then_some("descending"),
    })
}

fn sort_link(column: Column, list: &ListQuery) -> Option<SortLink> {
    let key = column.sort_key()?;
    let sorted = (list.sort.key == key).then_some(match list.sort.direction {
        Direction::Up => "ascending",
        Direction::Down => "descending",
    });
    let pressed = list.with_sort(list.sort.pressed(key));
    Some(SortLink {
        column: column.word(),
        url: pressed.with_preview(PATH, list.preview),
        sorted,
    })
}

/// Which menu is open on the page, from its address.
pub(super) fn asked(call: &Call) -> String {
    call.query.get(MOVED).unwrap_or_default().to_owned()
}

/// Chooses columns, moves one, sizes one. Leads back to the list.
pub async fn columns(call: Call, user: UserDesk) -> Answer {
    let form = &call.form;
    let column = |name: &str| form.get(name).and_then(Column::from_word);
    let step = column("earlier")
        .map(|column| (column, Step::Earlier))
        .or_else(|| column("later").map(|column| (column, Step::Later)));
    let width = column("resize").map(|column| (column, form.text("width").parse().ok()));
    let chosen: Option<Vec<Column>> = form
        .has("choose")
        .then(|| form.all("column").filter_map(Column::from_word).collect());
    let compact = form.has("compact");
    let back = site::own_path(form.text("back"))
        .filter(|path| path.starts_with(PATH))
        .unwrap_or(PATH)
        .to_owned();
    let said = match step {
        Some((column, Step::Earlier)) => format!("earlier.{}", column.word()),
        Some((column, Step::Later)) => format!("later.{}", column.word()),
        None if chosen.is_some() => "open".to_owned(),
        None => String::new(),
    };
    call.run(move |_| {
        user.layout_edit(move |layout| {
            if let Some(chosen) = &chosen {
                layout.choose(chosen);
                layout.compact = compact;
            }
            if let Some((column, step)) = step {
                layout.shift(column, step);
            }
            if let Some((column, width)) = width {
                layout.resize(column, width);
            }
        })
    })
    .await?;
    if said.is_empty() {
        return Ok(see_other(&back));
    }
    let mark = if back.contains('?') { '&' } else { '?' };
    Ok(see_other(&format!("{back}{mark}{MOVED}={said}")))
}
