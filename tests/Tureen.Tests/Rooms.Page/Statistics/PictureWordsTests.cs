using System.Runtime.Versioning;
using Tureen.Rooms.Page.Session;
using Tureen.Rooms.Page.Statistics;

namespace Tureen.Tests.Rooms.Page.Statistics;

[SupportedOSPlatform("browser")]
public sealed class PictureWordsTests
{
    [Theory]
    [InlineData(2, 2, "None", "1280×720 is sent, as wanted.")]
    [InlineData(1, 2, "Connection", "640×360 is sent, 1280×720 is wanted: reduced because your connection is slow.")]
    [InlineData(1, 2, "Sender", "640×360 is sent, 1280×720 is wanted: the sender sends no more.")]
    [InlineData(1, 2, "None", "640×360 is sent, 1280×720 is wanted.")]
    [InlineData(2, 1, "Connection", "1280×720 is sent as wanted, with fewer frames: reduced because your connection is slow.")]
    [InlineData(2, 1, "None", "1280×720 is sent as wanted, with fewer frames.")]
    [InlineData(null, null, "Connection", "Nothing is sent, 1280×720 is wanted: your connection is too slow for a picture.")]
    [InlineData(null, null, "Sender", "Nothing is sent, 1280×720 is wanted: the sender sends no picture.")]
    [InlineData(null, null, "None", "")]
    public void A_sentence_says_what_is_sent_and_wanted_and_why(int? spatial, int? temporal, string reduction, string words) =>
        Assert.Equal(words, PictureWords.Sentence(new Layers(spatial, temporal, 2, 2), Seen(), Enum.Parse<Reduction>(reduction)));

    [Fact]
    public void A_picture_that_is_larger_than_wanted_is_as_wanted() =>
        Assert.Equal("1280×720 is sent, as wanted.", PictureWords.Sentence(new Layers(2, 0, 1, 2), Seen(), Reduction.None));

    [Fact]
    public void Nothing_is_said_before_a_picture_was_seen() =>
        Assert.Empty(PictureWords.Sentence(new Layers(0, 0, 2, 2), new PictureSizes(), Reduction.Connection));

    [Theory]
    [InlineData(1, 2, "Connection", "Smaller picture: your connection is slow")]
    [InlineData(2, 1, "Connection", "Fewer frames: your connection is slow")]
    [InlineData(null, null, "Connection", "Picture stopped: your connection is too slow")]
    [InlineData(1, 2, "Sender", "")]
    [InlineData(2, 2, "None", "")]
    public void The_picture_itself_has_a_few_words(int? spatial, int? temporal, string reduction, string words) =>
        Assert.Equal(words, PictureWords.Hint(new Layers(spatial, temporal, 2, 2), Enum.Parse<Reduction>(reduction)));

    private static PictureSizes Seen()
    {
        var sizes = new PictureSizes();
        sizes.Add(2, 1280, 720);
        sizes.Add(2, 1280, 720);
        return sizes;
    }
}
