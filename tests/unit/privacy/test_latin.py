"""A name in other letters, as people write it in Latin ones."""

import pytest

from tests.builders import student
from tests.unit.privacy.test_veil import veil
from vitrail.knowledge.privacy.declared import vouched
from vitrail.knowledge.privacy.latin import latin, spellings


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("Юлия Щеглова", "Iuliia Shcheglova, Ioulia Chtcheglova, Yuliya Shcheglova, Ûliâ Ŝeglova"),
        ("Сергей ШЕВЧЕНКО", "Sergueï CHEVTCHENKO, Sergei Shevchenko, Shevchenko Sergey, Sergej Ševčenko"),
        ("Дарья Коваленко", "Daria Kovalenko, Darya Kovalenko, Dar'ya Kovalenko, Darʹâ Kovalenko, M. Kovalenko"),
        ("Володимир Зеленський", "Volodymyr Zelensky, Volodymyr Zelenskyi, Zelenskyi"),
        ("Юрій Гнатюк", "Yurii Hnatiuk, Iouriï Hnatiouk"),
        ("Мар'яна Дем’яненко", "Mariana Demianenko"),
        ("Иван Путин", "Ivan Poutine, Ivan Putin"),
        ("Γιώργος Παπαδόπουλος", "Giorgos Papadopoulos, Yorgos Papadopoulos"),
        ("Αγγελική Μπακογιάννη", "Angeliki Bakoyanni, Angeliki Bakogianni"),
        ("王小明", "Wang Xiaoming, WANG Xiaoming, Xiaoming Wang"),
        ("Արմեն Հակոբյան", "Armen Hakobyan"),
    ],
)
def test_a_name_in_other_letters_is_replaced_in_each_usual_latin_spelling(name, written):
    """Passports, ISO 9, the French press and the English one: a tutor « Шевченко » was published as « Chevtchenko »."""
    every = veil(*spellings(name))
    said = [every.replaced(f"Avec {form}.") for form in (name, *written.split(", "))]
    assert said == ["Avec [lui]."] * len(said)


def test_letters_without_vowels_have_no_latin_spelling():
    """« محمد » is Mohamed, Mehmet or Muhammad: nobody writes « mhmd »."""
    assert [*latin("محمد بن علي"), *latin("שרה כהן"), *latin("Éric Đặng")] == []


@pytest.mark.parametrize("slug", ["kovalenko-daria", "kovalenko-darya", "dar-a-kovalenko"])
def test_a_folder_in_latin_letters_agrees_with_a_name_in_others(slug):
    """The team names a folder as the school spells the name, or as « vitrail new » does."""
    assert vouched(student(slug, last_name="Коваленко", first_name="Дарья"))
    assert not vouched(student(slug, last_name="Коваленко", first_name="Иван"))
