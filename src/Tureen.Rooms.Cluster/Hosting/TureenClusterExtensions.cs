using Microsoft.Extensions.DependencyInjection.Extensions;
using Orleans.Configuration;
using Tureen.Rooms.Cluster.Grains;
using Tureen.Rooms.Cluster.Hosting;
using Tureen.Rooms.Cluster.Limits;
using Tureen.Rooms.Cluster.Nodes;
using Tureen.Rooms.Cluster.Shares;
using Tureen.Rooms.Rooms;

namespace Tureen.Rooms.Cluster;

/// <summary>Makes the rooms of a host parts of rooms that reach over several machines.</summary>
public static class TureenClusterExtensions
{
    /// <summary>The name under which Orleans knows the driver of PostgreSQL.</summary>
    private const string Postgres = "Npgsql";

    /// <summary>Adds the cluster to a host that has rooms.</summary>
    /// <param name="builder">The host.</param>
    /// <param name="options">How it takes part.</param>
    /// <returns>The same host.</returns>
    /// <exception cref="ArgumentException">Options contradict each other.</exception>
    public static IHostApplicationBuilder AddTureenCluster(this IHostApplicationBuilder builder, TureenClusterOptions options)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(options);
        if (options.Certificate is null != options.Authority is null)
        {
            throw new ArgumentException("Certificate and Authority go together", nameof(options));
        }


        // What it says at lower levels is of no use to operators.
        builder.Logging.AddFilter("Orleans", LogLevel.Warning);
        builder.UseOrleans(silo => Configure(silo, options));
        IServiceCollection services = builder.Services;
        services.AddSingleton<NodeStates>().AddSingleton<MediaNodes>().AddSingleton<RoomCluster>();
        services.AddSingleton(new PipeAddress(options.Address.ToString(), Announced: null));
        services.Replace(ServiceDescriptor.Singleton<IRoomCluster>(static provider => provider.GetRequiredService<RoomCluster>()));
        services.AddSingleton(options).AddSingleton<NodeDrain>();
        services.AddHostedService<NodeWatch>();
        services.AddHostedService(static provider => provider.GetRequiredService<NodeDrain>());
        return builder;
    }

    private static void Configure(ISiloBuilder silo, TureenClusterOptions options)
    {
        silo.Configure<ClusterOptions>(cluster =>
        {
            cluster.ClusterId = options.ClusterId;
            cluster.ServiceId = options.ClusterId;
        });
        if (options.PostgresConnection is { } connection)
        {
            silo.UseAdoNetClustering(database =>
            {
                database.Invariant = Postgres;
                database.ConnectionString = connection;
            });
        }
        else
        {
            silo.UseDevelopmentClustering(options.Primary ?? new(options.Address, options.Port));
        }

        // No gateway: nobody but the machines themselves takes part.
        silo.ConfigureEndpoints(options.Address, options.Port, gatewayPort: 0);
        if (options is { Certificate: { } certificate, Authority: { } authority })
        {
            NodeTls.Use(silo, certificate, authority);
        }

        silo.Configure<ClusterMembershipOptions>(SetMembership);
        silo.Configure<SiloMessagingOptions>(static messaging =>
        {
            messaging.ResponseTimeout = ClusterLimits.ResponseTimeout;
            messaging.SystemResponseTimeout = ClusterLimits.ResponseTimeout;
        });
        silo.AddGrainService<MediaNode>();
    }

    /// <summary>A machine that has died is noticed within two seconds.</summary>
    private static void SetMembership(ClusterMembershipOptions membership)
    {
        membership.ProbeTimeout = ClusterLimits.ProbeTimeout;
        membership.NumMissedProbesLimit = ClusterLimits.MissedProbes;
        membership.NumVotesForDeathDeclaration = ClusterLimits.VotesForDeath;
    }
}
