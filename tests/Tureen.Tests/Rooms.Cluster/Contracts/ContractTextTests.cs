using System.Reflection;
using System.Text;
using Tureen.Rooms.Cluster.Contracts;
using Tureen.Tests.Style;

namespace Tureen.Tests.Rooms.Cluster.Contracts;

/// <summary>
/// Machines of two versions speak to each other while a cluster is updated. Names and numbers of the contracts never change, and no number is used
/// again for something else.
/// </summary>
public sealed class ContractTextTests
{
    private const string UpdateVariable = "TUREEN_UPDATE_CONTRACTS";

    private static readonly string FilePath = Path.Combine(Repository.Root, "src/Tureen.Rooms.Cluster/Contracts/Contracts.txt");

    [Fact]
    public void Contracts_are_the_ones_that_were_reviewed()
    {
        string actual = Describe();
        if (string.Equals(Environment.GetEnvironmentVariable(UpdateVariable), "1", StringComparison.Ordinal))
        {
            File.WriteAllText(FilePath, actual);
            return;
        }

        Assert.Equal(File.ReadAllText(FilePath).ReplaceLineEndings("\n"), actual);
    }

    [Fact]
    public void Everything_in_a_contract_has_a_name_or_number_of_its_own()
    {
        foreach (Type type in Types())
        {
            Assert.NotNull(type.GetCustomAttribute<AliasAttribute>());
            if (type.IsInterface)
            {
                string[] names = [.. type.GetMethods().Select(static method => method.GetCustomAttribute<AliasAttribute>()!.Alias)];
                Assert.Equal(names.Length, names.Distinct(StringComparer.Ordinal).Count());
            }
            else
            {
                uint[] numbers = [.. Members(type).Select(static member => member.GetCustomAttribute<IdAttribute>()!.Id)];
                Assert.Equal(numbers.Length, numbers.Distinct().Count());
            }
        }
    }

    private static IEnumerable<Type> Types() => typeof(IRoomGrain).Assembly.GetTypes()
        .Where(static type => type.Namespace == typeof(IRoomGrain).Namespace && type.GetCustomAttribute<AliasAttribute>() is not null)
        .OrderBy(static type => type.Name, StringComparer.Ordinal);

    private static IEnumerable<PropertyInfo> Members(Type type) => type.GetProperties(BindingFlags.Instance | BindingFlags.Public)
        .Where(static member => member.GetCustomAttribute<IdAttribute>() is not null)
        .OrderBy(static member => member.GetCustomAttribute<IdAttribute>()!.Id);

    private static string Describe()
    {
        var text = new StringBuilder();
        foreach (Type type in Types())
        {
            text.Append(type.GetCustomAttribute<AliasAttribute>()!.Alias).Append('\n');
            foreach (MethodInfo method in type.GetMethods().Where(_ => type.IsInterface).OrderBy(static method => method.Name, StringComparer.Ordinal))
            {
                string parameters = string.Join(", ", method.GetParameters().Select(static parameter => NameOf(parameter.ParameterType)));
                text.Append($"  {method.GetCustomAttribute<AliasAttribute>()!.Alias}({parameters}) {NameOf(method.ReturnType)}\n");
            }

            foreach (PropertyInfo member in Members(type).Where(_ => !type.IsInterface))
            {
                text.Append($"  {member.GetCustomAttribute<IdAttribute>()!.Id} {member.Name} {NameOf(member.PropertyType)}\n");
            }
        }

        return text.ToString();
    }

    private static string NameOf(Type type) =>
        type.IsGenericType ? $"{type.Name[..type.Name.IndexOf('`', StringComparison.Ordinal)]}<{string.Join(", ", type.GetGenericArguments().Select(NameOf))}>" : type.Name;
}
