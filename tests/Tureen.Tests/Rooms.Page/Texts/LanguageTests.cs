using System.Runtime.Versioning;
using Tureen.Rooms.Page.Texts;

namespace Tureen.Tests.Rooms.Page.Texts;

[SupportedOSPlatform("browser")]
public sealed class LanguageTests
{
    [Fact]
    public void Values_take_their_places_and_are_not_read_as_places()
    {
        Assert.Equal("Ann joined.", Language.Text("person.joined", "Ann"));
        Assert.Equal("{1}: {0}", Language.Text("reaction.of", "{1}", "{0}"));
        Assert.Equal("no such key", Language.Text("no such key"));
    }

    [Theory]
    [InlineData(1, "1 unread message")]
    [InlineData(3, "3 unread messages")]
    public void A_number_chooses_the_form(int count, string text) => Assert.Equal(text, Language.Count("chat.unread", count));
}
