using Tureen.Engine.Forwarding;
using Tureen.Engine.Forwarding.Observers;
using Tureen.Testing;

namespace Tureen.Tests.Engine.Forwarding.Observers;

[Collection(nameof(AllocationMeasurement))]
public sealed class AudioLevelObserverCoreTests : IDisposable
{
    private readonly ObserverScene _scene = new();

    [Fact]
    public void The_loudest_come_first_and_no_more_than_wanted()
    {
        Observe(new() { Id = "o", MaxEntries = 2 }, "a", "b", "c");
        _scene.Run(1, 50, 20, 30);
        Assert.Equal(["b:-20 c:-30"], _scene.TakeEvents());
    }

    [Fact]
    public void The_volume_is_the_average_of_the_interval_alone()
    {
        Observe(new() { Id = "o" }, "a");
        _scene.Run(0.5, 20);
        _scene.Run(0.5, 40);
        Assert.Equal(["a:-30"], _scene.TakeEvents());
        _scene.Run(1, 40);
        Assert.Equal(["a:-40"], _scene.TakeEvents());
    }

    [Fact]
    public void Who_is_below_the_threshold_is_silent_and_silence_is_raised_once()
    {
        Observe(new() { Id = "o", Threshold = -60 }, "a");
        _scene.Run(2, 61);
        Assert.Empty(_scene.TakeEvents());
        _scene.Run(1, 60);
        _scene.Run(3, 61);
        Assert.Equal(["a:-60", "silence"], _scene.TakeEvents());
    }

    [Fact]
    public void Less_than_200_ms_of_audio_is_no_average_unless_it_is_asked_for()
    {
        Observe(new() { Id = "o" }, "a");
        _scene.Run(0.18, 20);
        _scene.Run(0.82);
        Assert.Empty(_scene.TakeEvents());
        _scene.Run(0.2, 20);
        _scene.Run(0.8);
        Assert.Equal(["a:-20"], _scene.TakeEvents());

        using var v2 = new ObserverScene();
        var observer = new AudioLevelObserverCore(v2.Now, v2.Context, new() { Id = "o", MinimumHeard = TimeSpan.Zero, RepeatsSilence = true });
        observer.AddProducer(v2.Now, v2.Produce("a"));
        v2.Run(0.02, 20);
        v2.Run(2.98);
        Assert.Equal(["a:-20", "silence", "silence"], v2.TakeEvents());
    }

    [Fact]
    public void The_interval_is_taken_into_its_bounds()
    {
        Observe(new() { Id = "o", Interval = TimeSpan.FromMilliseconds(1) }, "a");
        _scene.Run(1, 20);
        Assert.Equal(4, _scene.TakeEvents().Count);
    }

    [Fact]
    public void A_pause_raises_silence_and_hears_nothing()
    {
        AudioLevelObserverCore observer = Observe(new() { Id = "o" }, "a");
        _scene.Run(1.5, 20);
        observer.Pause();
        observer.Pause();
        Assert.True(observer.NextDeadline.IsNever);
        Assert.Equal(["a:-20", "silence"], _scene.TakeEvents());
        _scene.Run(2, 20);
        Assert.Empty(_scene.TakeEvents());
        observer.Resume(_scene.Now);
        _scene.Run(1, 25);
        Assert.Equal(["a:-25"], _scene.TakeEvents());
    }

    [Fact]
    public void A_paused_producer_is_left_out_and_begins_anew()
    {
        ProducerCore producer = _scene.Produce("a");
        Add(new() { Id = "o" }, producer);
        _scene.Run(0.5, 20);
        _scene.Pause(producer);
        _scene.Run(0.5, 20);
        Assert.Empty(_scene.TakeEvents());
        _scene.Resume(producer);
        _scene.Run(1, 25);
        Assert.Equal(["a:-25"], _scene.TakeEvents());
    }

    [Fact]
    public void A_producer_that_is_removed_or_closed_is_left_out()
    {
        ProducerCore a = _scene.Produce("a");
        ProducerCore b = _scene.Produce("b");
        AudioLevelObserverCore observer = Add(new() { Id = "o", MaxEntries = 9 }, a, b);
        observer.AddProducer(_scene.Now, a);
        Assert.Single(a.Observed.All);
        observer.RemoveProducer(_scene.Now, a);
        observer.RemoveProducer(_scene.Now, a);
        _scene.Run(1, 20, 30);
        Assert.Equal(["b:-30"], _scene.TakeEvents());
        _scene.Close(b);
        _scene.Run(1, 20, null);
        Assert.Equal(["silence"], _scene.TakeEvents());
        Assert.Empty(b.Observed.All);
    }

    [Fact]
    public void A_closed_observer_leaves_its_producers_and_waits_for_nothing()
    {
        ProducerCore producer = _scene.Produce("a");
        AudioLevelObserverCore observer = Add(new() { Id = "o" }, producer);
        observer.Close();
        observer.Close();
        _scene.Run(2, 20);
        Assert.Empty(_scene.TakeEvents());
        Assert.Empty(producer.Observed.All);
        Assert.True(observer.NextDeadline.IsNever);
    }

    [Theory]
    [InlineData(1, -128)]
    [InlineData(1, 1)]
    [InlineData(0, -80)]
    public void Wrong_options_are_a_type_error(int maxEntries, int threshold) => Assert.Throws<MediasoupTypeException>(() =>
        new AudioLevelObserverCore(_scene.Now, _scene.Context, new() { Id = "o", MaxEntries = maxEntries, Threshold = threshold }));

    [Fact]
    public void A_packet_with_its_level_allocates_nothing()
    {
        ProducerCore producer = _scene.Produce("a");
        Add(new() { Id = "levels" }, producer);
        new ActiveSpeakerObserverCore(_scene.Now, _scene.Context, new() { Id = "speaker" }).AddProducer(_scene.Now, producer);
        _scene.Run(5, 20);
        _scene.TakeEvents();

        long allocated = Allocations.Least(() =>
        {
            for (int i = 0; i < 100; i++)
            {
                _scene.Push(producer, 20);
            }
        });

        Assert.Equal(0, allocated);
    }

    public void Dispose() => _scene.Dispose();

    private AudioLevelObserverCore Observe(AudioLevelObserverCoreOptions options, params string[] ids) =>
        Add(options, [.. ids.Select(_scene.Produce)]);

    private AudioLevelObserverCore Add(AudioLevelObserverCoreOptions options, params ProducerCore[] producers)
    {
        var observer = new AudioLevelObserverCore(_scene.Now, _scene.Context, options);
        foreach (ProducerCore producer in producers)
        {
            observer.AddProducer(_scene.Now, producer);
        }

        return observer;
    }
}
