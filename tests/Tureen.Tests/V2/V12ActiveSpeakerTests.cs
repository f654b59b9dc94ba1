using Tureen.V2;

namespace Tureen.Tests.V2;

/// <summary>Conformance check 12: scripted lists of levels.</summary>
public sealed class V12ActiveSpeakerTests
{
    [Theory]
    [InlineData("a", "a")]
    [InlineData("-a", "-a")]
    [InlineData("abbb", "aaaa")]
    [InlineData("abbbb", "aaaab")]
    [InlineData("abbbab", "aaaaaa")]
    [InlineData("a-----", "aaaaaa")]
    [InlineData("abbqbbbb", "aaaaaaab")]
    [InlineData("q", "-")]
    public void The_first_speaks_at_once_another_one_after_four_reports_and_silence_changes_nothing(string loudest, string active)
    {
        SpeakerChoice<string> choice = new(static _ => true);
        string chosen = "";
        foreach (char one in loudest)
        {
            choice.Update(one == '-' ? null : one == 'q' ? "b" : string.Intern(one.ToString()), one == 'q' ? -81 : -20);
            chosen += choice.Active ?? "-";
        }

        Assert.Equal(active, chosen);
    }

    [Fact]
    public void Who_pauses_is_given_up_at_the_next_report()
    {
        HashSet<string> paused = [];
        SpeakerChoice<string> choice = new(one => !paused.Contains(one));

        Assert.True(choice.Update("a", -20));
        Assert.False(choice.Update("a", -20));
        paused.Add("a");
        Assert.True(choice.Update(null, 0));
        Assert.Null(choice.Active);
        Assert.True(choice.Update("b", -20));
        Assert.Equal("b", choice.Active);
    }

    [Fact]
    public async Task A_detector_reports_peer_and_producer_and_closes_with_the_room()
    {
        await using V2Pair pair = await V2Pair.CreateAsync();
        ActiveSpeakerDetector detector = pair.Scene.Room.CreateActiveSpeakerDetector();
        ActiveSpeakerDetector other = pair.Scene.Room.CreateActiveSpeakerDetector();
        List<string> raised = [];
        detector.OnActiveSpeakerChange += (peer, producer) => raised.Add($"{peer?.Name} {producer?.Id == pair.Producer.Id}");
        detector.OnClose += () => raised.Add("close");

        detector.HandleLevels([new AudioLevelEntry(pair.Producer, -30)]);
        detector.HandleLevels([]);
        pair.Producer.Pause();
        detector.HandleLevels([]);
        other.Close();
        pair.Scene.Room.Close();

        Assert.Equal(["alice True", " False", "close"], raised);
        Assert.True(detector.Closed && other.Closed);
        Assert.Throws<InvalidStateException>(pair.Scene.Room.CreateActiveSpeakerDetector);
    }

    [Fact]
    public async Task Levels_come_every_half_second_also_without_sound()
    {
        await using V2Pair pair = await V2Pair.CreateAsync();
        TaskCompletionSource<int> raised = new(TaskCreationOptions.RunContinuationsAsynchronously);
        void Note(IReadOnlyList<AudioLevelEntry> entries) => raised.TrySetResult(entries.Count);

        pair.Scene.Room.OnAudioLevels += Note;

        Assert.Equal(0, await raised.Task.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken));
        pair.Scene.Room.OnAudioLevels -= Note;
    }
}
