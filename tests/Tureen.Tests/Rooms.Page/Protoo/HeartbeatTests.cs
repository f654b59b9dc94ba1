using System.Runtime.Versioning;
using Tureen.Rooms.Page.Protoo;

namespace Tureen.Tests.Rooms.Page.Protoo;

[SupportedOSPlatform("browser")]
public sealed class HeartbeatTests
{
    private readonly ManualTime _time = new();
    private readonly Heartbeat _heartbeat;

    public HeartbeatTests()
    {
        _heartbeat = new Heartbeat(_time);
    }

    [Fact]
    public void A_silent_server_is_noticed_within_3_seconds_and_lost_after_10()
    {
        // It answered right before it fell silent, which is the worst case.
        int asked = 0;
        TimeSpan? silentAt = null;
        TimeSpan? lostAt = null;
        for (TimeSpan now = TimeSpan.Zero; lostAt is null; now += Heartbeat.Tick)
        {
            asked += _heartbeat.HandleTick() ? 1 : 0;
            silentAt ??= _heartbeat.State == LinkState.Silent ? now : null;
            lostAt ??= _heartbeat.State == LinkState.Lost ? now : null;
            _time.Advance(Heartbeat.Tick);
        }

        Assert.Equal(1, asked);
        Assert.InRange(silentAt!.Value, TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(3) - Heartbeat.Tick);
        Assert.InRange(lostAt.Value, Heartbeat.LossLimit, Heartbeat.LossLimit + (2 * Heartbeat.Tick));
    }

    [Fact]
    public void A_server_that_answers_is_alive_and_asked_once_a_second()
    {
        int asked = 0;
        for (int tick = 0; tick < 40; tick++)
        {
            if (_heartbeat.HandleTick())
            {
                asked++;
                _heartbeat.HandleHeard();
            }

            Assert.Equal(LinkState.Alive, _heartbeat.State);
            _time.Advance(Heartbeat.Tick);
        }

        Assert.InRange(asked, 8, 10);
    }

    [Fact]
    public void Any_message_ends_the_silence()
    {
        for (int tick = 0; tick < 13; tick++)
        {
            _heartbeat.HandleTick();
            _time.Advance(Heartbeat.Tick);
        }

        Assert.Equal(LinkState.Silent, _heartbeat.State);
        _heartbeat.HandleHeard();
        Assert.Equal(LinkState.Alive, _heartbeat.State);
        Assert.False(_heartbeat.HandleTick());
    }

    [Fact]
    public void A_page_whose_timers_sleep_blames_nobody()
    {
        for (int minute = 0; minute < 5; minute++)
        {
            _time.Advance(TimeSpan.FromMinutes(1));
            Assert.True(_heartbeat.HandleTick());
            Assert.Equal(LinkState.Alive, _heartbeat.State);

            // The answer is read before the next timer runs.
            _heartbeat.HandleHeard();
        }
    }
}
