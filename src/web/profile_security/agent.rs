//! What a browser calls itself, in two words that people know.

/// Browser and system; what is not known is empty.
pub(in crate::web) fn read(agent: &str) -> (&str, &str) {
    // Each claims to be those below it, too.
    const BROWSERS: &[(&str, &str)] = &[
        ("Edg", "Edge"),
        ("OPR/", "Opera"),
        ("SamsungBrowser/", "Samsung Internet"),
        ("Firefox/", "Firefox"),
        ("FxiOS/", "Firefox"),
        ("CriOS/", "Chrome"),
        ("Chrome/", "Chrome"),
        ("Safari/", "Safari"),
    ];
    const SYSTEMS: &[(&str, &str)] = &[
        ("Windows", "Windows"),
        ("Android", "Android"),
        ("iPhone", "iPhone"),
        ("iPad", "iPad"),
        ("CrOS", "ChromeOS"),
        ("Mac OS X", "macOS"),
        ("Linux", "Linux"),
    ];
    let find = |list: &[(&str, &'static str)]| {
        let known = list.iter().find(|(sign, _)| agent.contains(sign));
        known.map(|(_, word)| *word)
    };
    let first = agent.split(['/', ' ']).next().unwrap_or_default();
    (
        find(BROWSERS).unwrap_or(first),
        find(SYSTEMS).unwrap_or_default(),
    )
}

#[cfg(test)]
mod tests {
    use super::read;

    #[test]
    fn browsers_are_known_by_their_own_sign() {
        for (agent, expected) in [
            (
                "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
                ("Firefox", "Linux"),
            ),
            (
                "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) \
                 Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0",
                ("Edge", "Windows"),
            ),
            (
                "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like \
                 Gecko) Version/18.5 Safari/605.1.15",
                ("Safari", "macOS"),
            ),
            (
                "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 \
                 (KHTML, like Gecko) CriOS/140.0 Mobile/15E148 Safari/604.1",
                ("Chrome", "iPhone"),
            ),
            ("curl/8.5.0", ("curl", "")),
            ("", ("", "")),
        ] {
            assert_eq!(read(agent), expected, "{agent}");
        }
    }
}
