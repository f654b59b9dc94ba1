using Tureen.Rooms.Limits;
using Tureen.Rooms.Telemetry;

namespace Tureen.Rooms.Webhooks;

/// <summary>The latest deliveries, and their counters. Thread-safe.</summary>
internal sealed class WebhookLog
{
    private readonly Lock _gate = new();
    private readonly Queue<WebhookDelivery> _latest = [];

    /// <summary>The latest ones, the oldest first.</summary>
    public IReadOnlyList<WebhookDelivery> Latest
    {
        get
        {
            lock (_gate)
            {
                return [.. _latest];
            }
        }
    }

    public void Add(WebhookDelivery delivery)
    {
        string outcome = delivery switch
        {
            { Error: null } => "delivered",
            { Attempts: 0 } => "dropped",
            _ => "failed",
        };
        RoomTelemetry.Webhooks.Add(1, new KeyValuePair<string, object?>("tureen.webhook.outcome", outcome));
        lock (_gate)
        {
            _latest.Enqueue(delivery);
            if (_latest.Count > WebhookLimits.MaxLogged)
            {
                _latest.Dequeue();
            }
        }
    }
}
