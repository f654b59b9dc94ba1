using System.Diagnostics;
using System.Text.RegularExpressions;
using Tureen.Server.Cluster.Settings;
using Tureen.Server.Settings;

namespace Tureen.Tests.Style;

/// <summary>The files of <c>deploy</c> are well formed, agree with the program, and give it no rights that it does not need.</summary>
public sealed partial class DeployFilesTests
{
    private const string Unit = "deploy/systemd/tureen.service";

    private static readonly YamlFile Compose = new("deploy/compose/compose.yaml");
    private static readonly YamlFile Deployment = new("deploy/kubernetes/deployment.yaml");

    [Fact]
    public void Every_variable_is_an_option_of_the_server()
    {
        HashSet<string> known = [.. ServerOptions.All.Concat(ClusterOptions.All).Select(static option => option.EnvironmentName)];
        string[] images = ["TUREEN_IMAGE"];
        IEnumerable<string> unknown = new[] { "*.yaml", "*.env", "*.service", "*.md" }.SelectMany(static pattern => Repository.Files("deploy", pattern))
            .SelectMany(static path => Variable().Matches(Repository.Read(path)).Select(match => $"{path}: {match.Value}"))
            .Where(found => !known.Contains(found[(found.LastIndexOf(' ') + 1)..]) && !images.Any(found.EndsWith));

        Assert.Empty(unknown);
    }

    [Fact]
    public void Services_of_compose_have_no_rights_that_they_do_not_need()
    {
        Assert.Equal(["tureen", "coturn", "prometheus"], Compose.Names("services"));
        foreach (string service in Compose.Names("services"))
        {
            Assert.Equal("true", Compose.Text($"services/{service}/read_only"));
            Assert.Equal(["ALL"], Compose.Texts($"services/{service}/cap_drop"));
            Assert.Equal(["no-new-privileges:true"], Compose.Texts($"services/{service}/security_opt"));
        }

        Assert.Equal("1654:1654", Compose.Text("services/tureen/user"));
    }

    [Fact]
    public void The_health_probe_of_compose_is_a_command_of_the_program()
    {
        IReadOnlyList<string> test = Compose.Texts("services/tureen/healthcheck/test");

        Assert.Equal(["CMD", "dotnet", "Tureen.Server.dll"], test.Take(3));
        Assert.Equal(ServerCommands.Health, CommandLine.Parse([.. test.Skip(3)]).Command);
    }

    [Fact]
    public void Every_value_that_compose_needs_is_in_the_example()
    {
        string example = Repository.Read("deploy/compose/example.env");

        Assert.All(
            NeededValue().Matches(Repository.Read(Compose.Path)).Select(static match => match.Groups["name"].Value).Distinct(StringComparer.Ordinal),
            name => Assert.Contains($"{name}=", example, StringComparison.Ordinal));
    }

    [Fact]
    public void Prometheus_reads_the_server_with_its_token()
    {
        YamlFile prometheus = new("deploy/compose/prometheus.yaml");

        Assert.Equal($"localhost:{RoomServerSettings.DefaultPort}", prometheus.Text("scrape_configs/0/static_configs/0/targets/0"));
        Assert.Equal("/run/secrets/" + Compose.Texts("services/prometheus/secrets").Single(), prometheus.Text("scrape_configs/0/authorization/credentials_file"));
    }

    [Fact]
    public void The_pod_is_confined_and_asked_for_its_health()
    {
        const string Pod = "spec/template/spec";
        const string Container = Pod + "/containers/0";
        Assert.Equal("true", Deployment.Text($"{Pod}/hostNetwork"));
        Assert.Equal("true", Deployment.Text($"{Pod}/securityContext/runAsNonRoot"));
        Assert.Equal("true", Deployment.Text($"{Container}/securityContext/readOnlyRootFilesystem"));
        Assert.Equal("false", Deployment.Text($"{Container}/securityContext/allowPrivilegeEscalation"));
        Assert.Equal(["ALL"], Deployment.Texts($"{Container}/securityContext/capabilities/drop"));
        Assert.Equal($"{RoomServerSettings.DefaultPort}", Deployment.Text($"{Container}/ports/0/containerPort"));
        Assert.Equal("/health/ready", Deployment.Text($"{Container}/readinessProbe/httpGet/path"));
        Assert.Equal("/health/live", Deployment.Text($"{Container}/livenessProbe/httpGet/path"));
        Assert.Equal("Recreate", Deployment.Text("spec/strategy/type"));
    }

    [Fact]
    public void Kustomize_names_the_files_that_there_are()
    {
        YamlFile kustomization = new("deploy/kubernetes/kustomization.yaml");

        Assert.Equal(
            Repository.Files("deploy/kubernetes", "*.yaml").Where(static path => !path.EndsWith("kustomization.yaml", StringComparison.Ordinal)),
            kustomization.Texts("resources").Select(static name => $"deploy/kubernetes/{name}").Order(StringComparer.Ordinal));
        Assert.Equal(Deployment.Text("spec/template/spec/containers/0/image"), kustomization.Text("images/0/name"));
    }

    [Fact]
    public void The_unit_waits_for_the_server_and_confines_it()
    {
        string[] lines = Repository.ReadLines(Unit);

        Assert.All(
            ["Type=notify", "DynamicUser=yes", "NoNewPrivileges=yes", "ProtectSystem=strict", "CapabilityBoundingSet="],
            line => Assert.Contains(line, lines));
    }

    [Fact]
    public void Systemd_finds_no_fault_in_the_unit()
    {
        const string Verifier = "/usr/bin/systemd-analyze";
        Assert.SkipUnless(File.Exists(Verifier), "systemd is not installed");
        string folder = Directory.CreateTempSubdirectory("tureen-unit").FullName;
        try
        {
            // The program is not installed here.
            string copy = Path.Combine(folder, "tureen.service");
            File.WriteAllText(copy, Repository.Read(Unit).Replace("ExecStart=/usr/bin/dotnet", "ExecStart=/bin/true", StringComparison.Ordinal));
            using Process process = Process.Start(new ProcessStartInfo(Verifier, ["verify", copy]) { RedirectStandardError = true, UseShellExecute = false })!;
            string output = process.StandardError.ReadToEnd();
            process.WaitForExit();

            // Faults of units of the system are not ours.
            Assert.DoesNotContain("tureen.service", output, StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Theory]
    [InlineData("apps/Tureen.Server/Tureen.Server.csproj", "tureen-server")]
    [InlineData("apps/Tureen.Worker/Tureen.Worker.csproj", "tureen-worker")]
    public void Images_run_without_a_shell_and_not_as_root(string project, string name)
    {
        string text = Repository.Read(project);

        Assert.Contains($"<ContainerRepository>{name}</ContainerRepository>", text, StringComparison.Ordinal);
        Assert.Contains("<ContainerUser>app</ContainerUser>", text, StringComparison.Ordinal);
        Assert.Contains("-chiseled</ContainerFamily>", text, StringComparison.Ordinal);
    }

    [GeneratedRegex(@"\bTUREEN_[A-Z0-9_]+")]
    private static partial Regex Variable();

    [GeneratedRegex(@"\$\{(?<name>\w+):\?", RegexOptions.ExplicitCapture)]
    private static partial Regex NeededValue();
}
