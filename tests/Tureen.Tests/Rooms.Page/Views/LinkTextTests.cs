using System.Runtime.Versioning;
using Tureen.Rooms.Page.Views;

namespace Tureen.Tests.Rooms.Page.Views;

[SupportedOSPlatform("browser")]
public sealed class LinkTextTests
{
    [Theory]
    [InlineData("see https://example.org/a?b=c#d.", "see |<https://example.org/a?b=c#d>|.")]
    [InlineData("(http://example.org/x)", "(|<http://example.org/x>|)")]
    [InlineData("https://example.org/Wiki_(x), and more", "<https://example.org/Wiki_(x)>|, and more")]
    [InlineData("https://a.example https://b.example", "<https://a.example>| |<https://b.example>")]
    [InlineData("javascript:alert(1)", "javascript:alert(1)")]
    [InlineData("data:text/html,<b>x</b>", "data:text/html,<b>x</b>")]
    [InlineData("xhttps://example.org", "xhttps://example.org")]
    [InlineData("https://", "https://")]
    [InlineData("https://bank.example@evil.example/", "https://bank.example@evil.example/")]
    [InlineData("no link", "no link")]
    public void Addresses_of_the_web_are_links_and_nothing_else(string text, string parts) => Assert.Equal(
        parts, string.Join('|', LinkText.Split(text).Select(static part => part.Link is null ? part.Text : $"<{part.Text}>")));

    [Fact]
    public void All_of_the_text_is_there_and_links_are_bounded()
    {
        string text = string.Concat(Enumerable.Repeat("https://example.org/ ", 100));

        IReadOnlyList<TextPart> parts = LinkText.Split(text);

        Assert.Equal(text, string.Concat(parts.Select(static part => part.Text)));
        Assert.Equal(LinkText.MaxLinks, parts.Count(static part => part.Link is not null));
        Assert.All(parts, static part => Assert.True(part.Link is null || part.Link.StartsWith("https://example.org/", StringComparison.Ordinal)));
    }
}
