from textual.app import App
from textual.geometry import Region

from kata.tui.widgets.fields import TextField


async def test_a_field_painted_once_more_after_it_was_taken_away_is_blank():
    app = App()
    async with app.run_test() as pilot:
        field = TextField("half")
        await app.mount(field)
        await pilot.pause()
        assert "half" in field.render_lines(Region(0, 0, 20, 1))[0].text
        await field.remove()
        await pilot.pause()
        field.notify_style_update()  # it was painted before, and its styles are remembered
        assert [line.text.strip() for line in field.render_lines(Region(0, 0, 20, 2))] == ["", ""]
