using Tureen.Rooms.Limits;
using Tureen.Rooms.Recordings;

namespace Tureen.Tests.Rooms.Recordings;

public sealed class RecordingNamesTests
{
    [Theory]
    [InlineData("standup", "standup")]
    [InlineData("..", "%2E%2E")]
    [InlineData("a/b\\c", "a%2Fb%5Cc")]
    [InlineData("å b", "%C3%A5%20b")]
    public void A_name_leads_nowhere_else(string name, string expected) => Assert.Equal(expected, RecordingNames.Of(name));

    [Fact]
    public void Long_names_are_short_and_stay_different()
    {
        string one = RecordingNames.Of(new string('å', 300) + "1");
        string other = RecordingNames.Of(new string('å', 300) + "2");

        Assert.Equal(RoomRecordingLimits.MaxNameLength, one.Length);
        Assert.NotEqual(one, other);
    }
}
