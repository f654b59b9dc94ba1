using Tureen.Rooms.Limits;

namespace Tureen.Rooms.Security;

/// <summary>The WebSockets of each address, and the rate of messages that they share. Thread-safe.</summary>
internal sealed class SocketBudget(TimeProvider time, AddressShares shares)
{
    private readonly Dictionary<AddressKey, SharedRate> _rates = [];
    private readonly Lock _gate = new();

    public int Count => shares.Count;

    /// <summary>Takes a place for a WebSocket.</summary>
    /// <returns>Null when there is none left for this address.</returns>
    public SocketLease? TryTake(AddressKey address)
    {
        if (shares.TryTake(address) is not { } place)
        {
            return null;
        }

        lock (_gate)
        {
            if (!_rates.TryGetValue(address, out SharedRate? rate))
            {
                int factor = address.IsLoopback ? SecurityLimits.LoopbackFactor : 1;
                rate = new SharedRate(new TokenBucket(
                    time, SecurityLimits.AddressMessagesPerSecond * factor, SecurityLimits.AddressMessageBurst * factor));
                _rates.Add(address, rate);
            }

            rate.Sockets++;
            return new SocketLease(rate.Messages, () => Return(address, rate, place));
        }
    }

    private void Return(AddressKey address, SharedRate rate, IDisposable place)
    {
        lock (_gate)
        {
            if (--rate.Sockets == 0)
            {
                _rates.Remove(address);
            }
        }

        place.Dispose();
    }

    private sealed class SharedRate(TokenBucket messages)
    {
        public TokenBucket Messages { get; } = messages;

        public int Sockets { get; set; }
    }
}
