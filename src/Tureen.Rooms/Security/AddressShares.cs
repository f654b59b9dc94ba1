using Tureen.Rooms.Limits;

namespace Tureen.Rooms.Security;

/// <summary>Counts a limited resource, so that no address takes more than its share. Thread-safe.</summary>
/// <param name="total">How many there are.</param>
/// <param name="share">How many one address may hold; this machine <see cref="SecurityLimits.LoopbackFactor"/> times as many.</param>
internal sealed class AddressShares(int total, int share)
{
    private readonly Dictionary<AddressKey, int> _held = [];
    private readonly Lock _gate = new();
    private int _count;

    /// <summary>How many are held by all.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _count;
            }
        }
    }

    /// <summary>Takes one.</summary>
    /// <returns>Gives it back when disposed; null when there is none left for this address.</returns>
    public IDisposable? TryTake(AddressKey address)
    {
        int limit = address.IsLoopback ? share * SecurityLimits.LoopbackFactor : share;
        lock (_gate)
        {
            int held = _held.GetValueOrDefault(address);
            if (held >= limit || _count >= total)
            {
                return null;
            }

            _held[address] = held + 1;
            _count++;
        }

        return new Lease(() => Return(address));
    }

    /// <summary>Takes one for the operator, who has no share of their own.</summary>
    /// <returns>Gives it back when disposed; null when there is none left.</returns>
    public IDisposable? TryTakeUnshared()
    {
        lock (_gate)
        {
            if (_count >= total)
            {
                return null;
            }

            _count++;
        }

        return new Lease(ReturnUnshared);
    }

    private void ReturnUnshared()
    {
        lock (_gate)
        {
            _count--;
        }
    }

    private void Return(AddressKey address)
    {
        lock (_gate)
        {
            _count--;
            if (--_held[address] == 0)
            {
                _held.Remove(address);
            }
        }
    }
}
