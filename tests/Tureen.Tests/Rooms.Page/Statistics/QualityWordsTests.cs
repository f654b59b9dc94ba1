using System.Runtime.Versioning;
using Tureen.Rooms.Page.Session;
using Tureen.Rooms.Page.Statistics;

namespace Tureen.Tests.Rooms.Page.Statistics;

[SupportedOSPlatform("browser")]
public sealed class QualityWordsTests
{
    [Theory]
    [InlineData(10, "None", "Good", "Good")]
    [InlineData(6, "None", "Fair", "Fair: some of the picture is lost on the way")]
    [InlineData(1, "None", "Weak", "Weak: much of the picture is lost on the way")]
    [InlineData(10, "Connection", "Weak", "Weak: your network limits the picture")]
    [InlineData(10, "Sender", "Fair", "Fair: the sender sends a smaller picture")]
    [InlineData(null, "None", "", "")]
    public void A_word_and_its_reason(int? score, string reduction, string word, string sentence)
    {
        var quality = new Quality(score, 1, 1);
        Assert.Equal(word, QualityWords.Word(quality, Enum.Parse<Reduction>(reduction)));
        Assert.Equal(sentence, QualityWords.Sentence(quality, Enum.Parse<Reduction>(reduction)));
    }
}
