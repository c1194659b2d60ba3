"""Power, interest and positions: literal rows on a tiny world, and rows read off the facts by hand."""

from __future__ import annotations

from datetime import date

from asked import answer, rows
from tiny import tiny

from graph.store import Store

WORLD = """
Policy bill jurisdiction=us status_in_force=proposed start_date=2024-01-10
Agency congress jurisdiction=us
Agency committee jurisdiction=us
Agency ministry jurisdiction=cn
Association club jurisdiction=us
Association patients jurisdiction=us
Company listed jurisdiction=cn
Company member jurisdiction=us
Company trader jurisdiction=us
StakeholderGroup adviser jurisdiction=us
Market tools jurisdiction=us
congress PROPOSED bill start_date=2024-01-10
committee RESPONSIBLE_FOR bill
committee SUPPORTS bill start_date=2024-03
club OPPOSES bill start_date=2024-01-20 end_date=2024-03-13
club SUPPORTS bill start_date=2024-03-13
club INFLUENCES congress
club INFLUENCES bill
member MEMBER_OF club
member EXPOSED_TO bill
listed OPPOSES bill start_date=2024-02
listed OPPOSES bill start_date=2024-05-04
bill RESTRICTS listed effect=burdens
patients SUPPORTS bill start_date=2024-06 effect=mixed
ministry OPPOSES bill start_date=2024-07 confidence=reported
trader OPERATES_IN tools
bill TARGETS tools
adviser ADVISES committee
"""


def test_power_interest_and_position() -> None:
    """Power: congress proposed 0.8; committee responsible 0.8; club 1 - (1 - 0.6 * (1/2 + 1/2 * 0.8)) = 0.54.

    Interest: the listed one is burdened 0.8 and has spoken 0.5: 1 - 0.2 * 0.5; the club spoke, and half of its member's 0.8 is its own:
    1 - 0.5 * 0.6. The adviser of the committee has neither role, stake, position nor influence on the bill itself.
    """
    assert rows(tiny(WORLD), "power-interest", issue="bill") == [
        ("committee", 0.8, 0.5, "supports", "manage"),
        ("congress", 0.8, 0.5, "none known", "manage"),
        ("club", 0.54, 0.7, "supports", "manage"),
        ("listed", 0.0, 0.9, "opposes", "inform"),
        ("member", 0.0, 0.8, "none known", "inform"),
        ("ministry", 0.0, 0.5, "opposes", "inform"),
        ("patients", 0.0, 0.5, "mixed", "inform"),
        ("trader", 0.0, 0.4, "none known", "monitor"),
    ]


def test_positions_of_an_earlier_day_and_of_one_place() -> None:
    store = tiny(WORLD)
    then = {r[0]: r[3] for r in rows(store, "power-interest", issue="bill", as_of=date(2024, 2, 28))}
    assert (then["club"], then["listed"], then["committee"]) == ("opposes", "opposes", "none known")
    assert [r[0] for r in rows(store, "power-interest", issue="bill", jurisdiction="cn")] == ["listed", "ministry"]
    assert "ministry" not in {r[0] for r in rows(store, "power-interest", issue="bill", min_confidence="verified")}
    got = answer(store, "power-interest", issue="bill")
    assert any(note.startswith("Power: decides or issued 1") for note in got.notes), "the weights stand in the notes"
    (club,) = [r for r in got.rows if r.stakeholder == "club"]
    assert {"tiny|club|OPPOSES|bill|2024-01-20", "tiny|member|MEMBER_OF|club|", "tiny|club|INFLUENCES|congress|"} <= set(club.claims)


def test_camps() -> None:
    assert rows(tiny(WORLD), "coalition", issue="bill") == [
        ("committee", "carries", "supports", "2024-03", 0.8),
        ("congress", "carries", "none known", "2024-01-10", 0.8),
        ("listed", "opposes", "opposes", "2024-02", 0.0),
        ("ministry", "opposes", "opposes", "2024-07", 0.0),
        ("club", "movable", "supports", "2024-03-13", 0.54),
        ("patients", "movable", "mixed", "2024-06", 0.0),
    ], "the club changed its mind; the member and the trader have neither power nor position"
    then = {r[0]: r[1:4] for r in rows(tiny(WORLD), "coalition", issue="bill", as_of=date(2024, 2, 28))}
    assert then["club"] == ("opposes", "opposes", "2024-01-20"), "before it changed its mind"
    assert then["committee"] == ("silent", "none known", None)


def test_allies_on_two_sides_are_under_strain() -> None:
    """Of three ties between those with a side, one joins supporter and opponent; rivals on two sides and the ambivalent strain nothing."""
    store = tiny("""
    Program bill
    Association club
    Company member
    Company rival
    Company partner
    Company quiet
    member SUPPORTS bill
    club OPPOSES bill
    rival OPPOSES bill
    partner SUPPORTS bill
    member MEMBER_OF club
    member COMPETES_WITH rival
    member PARTNERS_WITH partner
    partner PARTNERS_WITH rival
    partner COMPETES_WITH rival
    quiet MEMBER_OF club
    """)
    got = answer(store, "coalition", issue="bill")
    told = "Balance (Heider 1946): 2 of 3 triads of the issue, allies and rivals are balanced; under strain: club, member."
    assert [note for note in got.notes if note.startswith("Balance")] == [told]
    with_tie = {r.stakeholder for r in got.rows if "tiny|member|MEMBER_OF|club|" in r.claims}
    assert with_tie == {"club", "member"}
    alone = answer(tiny("Program bill\nCompany member\nmember SUPPORTS bill"), "coalition", issue="bill")
    assert not [note for note in alone.notes if note.startswith("Balance")]


def test_positions_on_the_biosecure_bill(pack: Store) -> None:
    """relations.csv: us-bio OPPOSES the bill (2024-01 and 2024-02 by rival reports, until 2024-03-13) and SUPPORTS it from 2024-03-13.

    The five named companies are burdened; us-congress PROPOSED it only on 2024-09-09; us-senate-hsgac is RESPONSIBLE_FOR it from 2024-03.
    """
    asked = {"issue": "us-biosecure-2024"}
    february = {r[0]: r for r in rows(pack, "power-interest", as_of=date(2024, 2, 20), **asked)}
    assert february["us-bio"][3] == "opposes"
    assert (february["wuxi-apptec"][3], february["bgi"][3], february["us-house-scc-ccp"][3]) == ("opposes", "opposes", "supports")
    assert not {"us-congress", "us-senate-hsgac", "wuxi-biologics"} & {who for who in february if february[who][1] > 0 and who != "us-bio"}
    june = {r[0]: r for r in rows(pack, "power-interest", as_of=date(2024, 6, 1), **asked)}
    assert june["us-bio"][3] == "supports"
    assert june["us-senate-hsgac"][1:] == (0.8, 0.5, "supports", "manage")
    assert june["wuxi-apptec"][2] == 0.98, "exposed 0.8, burdened 0.8, spoken 0.5: 1 - 0.2 * 0.2 * 0.5"
    assert june["amgen"][1:] == (0.3, 0.0, "none known", "monitor"), "lobbied, for or against not known: 0.6 * 1/2"
    chinese = [r[0] for r in rows(pack, "power-interest", as_of=date(2024, 6, 1), jurisdiction="cn", **asked)]
    assert sorted(chinese) == ["bgi", "mgi", "wuxi-apptec", "wuxi-biologics"], (
        "complete-genomics is of the US, beone-medicines of Switzerland"
    )


def test_camps_on_the_biosecure_bill(pack: Store) -> None:
    """The bill ended in 2024-12 without becoming law; its positions stay those on the bill, not on the law of 2025-12-18."""
    got = {r[0]: r[1:4] for r in rows(pack, "coalition", issue="us-biosecure-2024")}
    assert got["us-bio"] == ("movable", "supports", "2024-03-13")
    assert got["wuxi-apptec"] == ("opposes", "opposes", "2024-02")
    assert got["us-congress"] == ("carries", "none known", "2024-09-09")
    assert got["illumina"] == ("silent", "none known", None)
    assert "mfa" not in got, "mfa OPPOSES us-biosecure, the law"
    then = {r[0]: r[1:4] for r in rows(pack, "coalition", issue="us-biosecure-2024", as_of=date(2024, 3, 1))}
    assert then["us-bio"] == ("opposes", "opposes", "2024-01"), "the earlier of two rival dates begins the run"


def test_camps_on_volume_based_procurement(pack: Store) -> None:
    """relations.csv: nhsa SUPPORTS vbp from 2025-01-20; nmpa supports it in part (2025-02), the Shanghai members (2025-01) and the EU
    Chamber (2023) oppose it in part; ruijin-hospital INFLUENCES it; generic-drug-makers DECIDES step-cn-generic-bid, which USES it.
    """
    got = {r[0]: r[1:] for r in rows(pack, "coalition", issue="vbp")}
    assert got["nhsa"] == ("carries", "supports", "2025-01-20", 1.0)
    assert got["nmpa"][:3] == ("movable", "mixed", "2025-02")
    assert got["shanghai-cppcc-medical-members"][:3] == ("movable", "mixed", "2025-01")
    assert got["eu-chamber-china"][:3] == ("movable", "mixed", "2023")
    assert (got["generic-drug-makers"][0], got["ruijin-hospital"][0]) == ("silent", "silent")
    then = {r[0]: r[1] for r in rows(pack, "coalition", issue="vbp", as_of=date(2025, 1, 10))}
    assert then["nhsa"] == "silent", "it administers it since 2018 and spoke first on 2025-01-20"
    assert then["eu-chamber-china"] == "movable"
    here = {r[0] for r in rows(pack, "coalition", issue="vbp", jurisdiction="cn-sh")}
    assert here == {"ruijin-hospital", "shanghai-cppcc-medical-members"} & here
    assert "nhsa" not in here


def test_who_stood_where_on_the_list_before_it_was_there(pack: Store) -> None:
    """On 2025-03-06 the list was only planned: NHSA had PROPOSED it (2025-01) and was to decide the planned step that uses it.

    Local authorities were to decide the step of its exemptions; positions and stakes came from July and December 2025.
    """
    then = rows(pack, "power-interest", issue="commercial-innovative-drug-list", as_of=date(2025, 3, 6))
    assert {r[0]: r[1:] for r in then}["nhsa"] == (1.0, 0.5, "none known", "manage")
    assert not {"nhc", "gracell", "nfra", "commercial-insurers"} & {r[0] for r in then}
    now = {r[0]: r[1:] for r in rows(pack, "power-interest", issue="commercial-innovative-drug-list")}
    assert now["nhsa"] == (1.0, 0.5, "supports", "manage"), "ISSUED 2025-12-07, SUPPORTS 2025-07-01"
    assert now["insurance-association-china"][2] == "mixed"
    assert {r[0] for r in rows(pack, "coalition", issue="commercial-innovative-drug-list", as_of=date(2025, 3, 6))} == {
        "nhsa",
        "local-healthcare-security-authorities",
    }
