"""The export of a WordPress site: each of its pages is read as a saved page."""

SPACES = (
    'xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/" xmlns:wp="http://wordpress.org/export/1.2/" '
    'xmlns:content="http://purl.org/rss/1.0/modules/content/"'
)


def post(title, text, *, kind="post", status="publish"):
    """An article as WordPress exports it."""
    return (
        f"<item><title>{title}</title><content:encoded><![CDATA[<!-- wp:paragraph --><p>{text}</p>]]></content:encoded>"
        f"<excerpt:encoded><![CDATA[]]></excerpt:encoded><wp:post_date>2026-02-10 10:00:00</wp:post_date>"
        f'<category domain="post_tag"><![CDATA[WDS]]></category><category>Réseau</category>'
        f"<wp:post_id>{len(text)}</wp:post_id><wp:status>{status}</wp:status>"
        f"<wp:post_type>{kind}</wp:post_type></item>"
    )


def test_each_article_of_wordpress_is_a_draft(imported):
    """The whole portfolio was « 1 fichier de code ou de données »; menus, pictures and the bin are no pages."""
    items = post("Déploiement de WDS", "J'ai déployé <b>WDS</b>.") + post("Vieux", "Jeté.", status="trash")
    items += post("Déploiement de WDS", "Une suite, du même titre.") + post("Menu", "Rien.", kind="nav_menu_item")
    items += post("TP / VLAN", "Trois réseaux.", kind="page")
    made, said = imported({"export.xml": f'<rss version="2.0" {SPACES}><channel>{items}</channel></rss>'})
    assert set(made) == {
        *("realisations/deploiement-de-wds.md", "realisations/deploiement-de-wds-2.md", "realisations/tp-vlan.md")
    }
    text = made["realisations/deploiement-de-wds.md"]
    assert text.endswith("J'ai déployé **WDS**.\n\nWDS, Réseau\n")
    assert "période: 10/02/2026" in text
    assert "export.xml : Export de WordPress : ses pages sont lues une à une." in said


def test_other_files_of_xml_are_data(imported):
    """One that is damaged too."""
    made, said = imported({"a.xml": "<rss><channel/></rss>", "b.xml": "<rss>", "c.xml": "<config/>"})
    assert not made
    assert any("3 fichiers de code ou de données" in line for line in said)


def test_a_link_that_says_the_name_of_its_file_is_a_link(imported):
    """Written « <plan.pdf> », it was a tag that nothing shows."""
    made, _ = imported({"a.html": '<main><h1>A</h1><p><a href="plan.pdf">plan.pdf</a></p></main>', "plan.pdf": "%PDF"})
    assert made["realisations/a.md"].endswith("---\n\n[plan.pdf](../fichiers/plan.pdf)\n")
