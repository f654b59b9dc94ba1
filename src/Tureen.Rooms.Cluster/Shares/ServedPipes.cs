using Tureen.Rooms.Cluster.Limits;
using Tureen.Rooms.Rooms;

namespace Tureen.Rooms.Cluster.Shares;

/// <summary>The ends of pipes by which other machines get what members of this one send in a room. Runs on the room's loop.</summary>
internal sealed class ServedPipes(RoomCluster cluster, Room room)
{
    private readonly Dictionary<(SiloAddress Node, string Pipe), ServedPipe> _pipes = [];

    /// <summary>Opens this machine's end of a pipe, once: a repeated call gets the same answer.</summary>
    public Task<string> OpenAsync(SiloAddress node, string pipe, string offer) => room.Loop.RunAsync(() =>
    {
        if (room.IsClosed)
        {
            throw new InvalidOperationException($"room '{room.Id}' has closed");
        }

        if (!_pipes.TryGetValue((node, pipe), out ServedPipe? known))
        {
            // A machine that opens another pipe has given up the ones before.
            foreach ((SiloAddress Node, string Pipe) old in _pipes.Keys.Where(key => key.Node.Equals(node)).SkipLast(ClusterLimits.MaxPipesPerNode - 1).ToArray())
            {
                Close(old);
            }

            known = new ServedPipe(room, cluster.PipeAddress, offer);
            _pipes.Add((node, pipe), known);
        }

        return known.AnswerAsync();
    });

    /// <summary>Sends what a producer of a member of this machine carries, once: a repeated call gets the same answer.</summary>
    public Task<string> PullAsync(SiloAddress node, string pipe, string producerId) => room.Loop.RunAsync(() =>
    {
        ServedPipe? known = _pipes.GetValueOrDefault((node, pipe));
        if (known is null or { IsGone: true })
        {
            throw new InvalidOperationException("there is no such pipe");
        }

        bool isMedia = room.LocalVisible.Any(member => member.Producers.Any(producer => producer.Id == producerId));
        bool isShown = isMedia || room.LocalVisible.Any(
            member => member.DataProducers.Any(producer => producer.Id == producerId && member.IsForPeers(producer)));
        return isShown ? known.PullAsync(producerId, isMedia) : throw new InvalidOperationException($"nobody sends '{producerId}' any more");
    });

    /// <summary>Closes those of machines that are gone.</summary>
    public void RemoveDead()
    {
        foreach ((SiloAddress Node, string Pipe) key in _pipes.Keys.Where(key => !cluster.States.IsAlive(key.Node)).ToArray())
        {
            Close(key);
        }
    }

    private void Close((SiloAddress Node, string Pipe) key)
    {
        if (_pipes.Remove(key, out ServedPipe? pipe))
        {
            pipe.Close();
        }
    }
}
