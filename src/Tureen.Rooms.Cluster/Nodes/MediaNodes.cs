using Orleans.Runtime.Services;
using Tureen.Rooms.Cluster.Contracts;

namespace Tureen.Rooms.Cluster.Nodes;

/// <summary>Speaks to machines with media.</summary>
internal sealed class MediaNodes(IServiceProvider services) : GrainServiceClient<IMediaNode>(services)
{
    public IMediaNode Of(SiloAddress node) => GetGrainService(node);
}
