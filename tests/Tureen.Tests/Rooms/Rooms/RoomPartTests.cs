using Tureen.Rooms.Rooms;

namespace Tureen.Tests.Rooms.Rooms;

public sealed class RoomPartTests
{
    [Fact]
    public async Task It_is_made_once_for_all_who_need_it()
    {
        int made = 0;
        var creation = new TaskCompletionSource<string>();
        var part = new RoomPart<string>(() =>
        {
            made++;
            return creation.Task;
        });
        Task<string> first = part.GetAsync();
        Task<string> second = part.GetAsync();
        creation.SetResult("made");
        Assert.Equal(["made", "made", "made"], [await first, await second, await part.GetAsync()]);
        Assert.Equal(1, made);
    }

    [Fact]
    public async Task A_failure_is_not_remembered()
    {
        int attempts = 0;
        var part = new RoomPart<string>(() => ++attempts < 3
            ? Task.FromException<string>(new MediasoupException("no descriptors left"))
            : Task.FromResult("made"));
        await Assert.ThrowsAsync<MediasoupException>(part.GetAsync);
        await Assert.ThrowsAsync<MediasoupException>(part.GetAsync);
        Assert.Equal("made", await part.GetAsync());
        Assert.Equal(3, attempts);
    }
}
